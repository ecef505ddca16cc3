import { createPrivateKey, generateKeyPairSync, randomBytes, sign, X509Certificate } from 'node:crypto';
import {
  bits,
  boolean,
  explicit,
  generalizedTime,
  integer,
  nothing,
  octets,
  oid,
  sequence,
  set,
  tlv,
  utf8,
} from './der.ts';

/** A key and its certificate, both as PEM. */
export interface Identity {
  readonly key: string;
  readonly certificate: string;
}

export interface Wanted {
  readonly commonName: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly isAuthority: boolean;
  /** Who signs; itself when left out. */
  readonly issuer?: Identity;
}

/** Makes an RSA key and an X.509 v3 certificate for it; node:crypto reads certificates but issues none. */
export function issue(wanted: Wanted): Identity {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  return { key, certificate: certificateFor(wanted, spki, wanted.issuer?.key ?? key) };
}

const sha256WithRsa = () => sequence(oid('1.2.840.113549.1.1.11'), nothing());
const lines = /.{1,64}/g;

function certificateFor(wanted: Wanted, spki: Buffer, issuerKey: string): string {
  const issuerName = wanted.issuer === undefined ? wanted.commonName : commonNameOf(wanted.issuer.certificate);
  const body = sequence(
    explicit(0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([0x01]), randomBytes(15)])),
    sha256WithRsa(),
    nameOf(issuerName),
    sequence(generalizedTime(wanted.notBefore), generalizedTime(wanted.notAfter)),
    nameOf(wanted.commonName),
    spki,
    explicit(3, extensions(wanted)),
  );
  const signature = sign('sha256', body, createPrivateKey(issuerKey));
  const der = sequence(body, sha256WithRsa(), bits(signature));
  const text = der.toString('base64').match(lines)?.join('\n') ?? '';
  return `-----BEGIN CERTIFICATE-----\n${text}\n-----END CERTIFICATE-----\n`;
}

function nameOf(commonName: string): Buffer {
  return sequence(set(sequence(oid('2.5.4.3'), utf8(commonName))));
}

function extensions({ isAuthority, commonName }: Wanted): Buffer {
  const constraints = sequence(...(isAuthority ? [boolean(true)] : []));
  // keyCertSign and cRLSign for an authority, digitalSignature for the rest.
  const usage = isAuthority ? bits(Buffer.from([0x06]), 1) : bits(Buffer.from([0x80]), 7);
  return sequence(
    extension('2.5.29.19', true, constraints),
    extension('2.5.29.15', true, usage),
    ...(isAuthority ? [] : [extension('2.5.29.17', false, sequence(tlv(0x82, Buffer.from(commonName, 'ascii'))))]),
  );
}

function extension(id: string, critical: boolean, value: Buffer): Buffer {
  return sequence(oid(id), ...(critical ? [boolean(true)] : []), octets(value));
}

function commonNameOf(certificate: string): string {
  return /CN=([^\n]+)/.exec(new X509Certificate(certificate).subject)?.[1] ?? '';
}
