/** What is wrong with an event, field by field, in one line. @example "name: Not an event this api knows." */
export function faultWords(errors: Readonly<Record<string, string>>): string {
  return Object.entries(errors)
    .map(([field, problem]) => `${field}: ${problem}`)
    .join(' ');
}
