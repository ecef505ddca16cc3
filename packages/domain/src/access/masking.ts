import { mayDo, type Principal } from '@wedsync/domain/platform';

const dots = '•••';

/** Keeps the first letter and the domain: enough to recognise, not enough to write to. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  return at < 1 ? dots : `${email.slice(0, 1)}${dots}${email.slice(at)}`;
}

/** Keeps the last two digits. */
export function maskPhone(phone: string): string {
  const digits = phone.replaceAll(/\D/g, '');
  return digits.length < 4 ? dots : `${dots} ${digits.slice(-2)}`;
}

/** A record with its e-mail and telephone masked unless the principal may see them in full. */
export function maskPersonal<T extends { readonly email?: string | null; readonly phone?: string | null }>(
  record: T,
  principal: Principal,
): T {
  if (mayDo(principal, 'contacts:reveal')) return record;
  const { email, phone } = record;
  return {
    ...record,
    ...(typeof email === 'string' ? { email: maskEmail(email) } : {}),
    ...(typeof phone === 'string' ? { phone: maskPhone(phone) } : {}),
  };
}
