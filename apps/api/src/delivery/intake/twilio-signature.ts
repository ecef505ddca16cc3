import { createHmac, timingSafeEqual } from 'node:crypto';

/** Checks X-Twilio-Signature: HMAC-SHA1 with the account's token over the address as Twilio called it and every field, sorted by name. */
export function isSignedByTwilio(
  header: string | undefined,
  {
    url,
    fields,
    authToken,
  }: { readonly url: string; readonly fields: Readonly<Record<string, string>>; readonly authToken: string },
): boolean {
  const text = Object.keys(fields)
    .toSorted()
    .reduce((sum, name) => `${sum}${name}${fields[name] ?? ''}`, url);
  const expected = createHmac('sha1', authToken).update(text).digest();
  const given = Buffer.from(header ?? '', 'base64');
  return given.length === expected.length && timingSafeEqual(given, expected);
}
