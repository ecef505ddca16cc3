import { limits } from '@wedsync/domain/platform';

/** Names under which secrets travel; whatever is logged under them is not. */
const secretNames = [
  'password',
  'token',
  'secret',
  'apiKey',
  'authToken',
  'botToken',
  'authorization',
  'cookie',
  'webhookSecret',
  'clientSecret',
  'totp',
  'sealed',
];

/** Texts that are secrets wherever they appear: keys of Stripe and Slack, bearer tokens, passwords inside URLs. */
const secretTexts: readonly [RegExp, string][] = [
  [/\b((?:sk|rk|pk)_(?:live|test)_|whsec_|xox[abpr]-)[A-Za-z0-9-]+/g, '$1[hidden]'],
  [/\b(Bearer|Basic) [A-Za-z0-9+/=._~-]+/g, '$1 [hidden]'],
  [/(\/\/[^:/?#\s]+:)[^@/\s]+@/g, '$1[hidden]@'],
];

/** What every process gives its logger: structured lines without secrets, errors cut to what is worth keeping. */
export function logSettings(name: string, level: string) {
  return {
    name,
    level,
    redact: { paths: secretNames.flatMap((secret) => [secret, `*.${secret}`, `*.*.${secret}`]), censor: '[hidden]' },
    serializers: { err: describeError },
  };
}

/** An error without what libraries hang on it (requests, rows, headers). */
function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: hideSecrets(String(error)) };
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  return {
    type: error.name,
    message: hideSecrets(error.message),
    ...code,
    stack: hideSecrets(error.stack ?? ''),
    ...(error.cause === undefined ? {} : { cause: hideSecrets(String(error.cause)) }),
  };
}

/** The text without anything that looks like a secret, cut to a readable length. */
export function hideSecrets(text: string): string {
  return secretTexts
    .reduce((hidden, [pattern, instead]) => hidden.replace(pattern, instead), text)
    .slice(0, limits.maxErrorTextChars * 4);
}
