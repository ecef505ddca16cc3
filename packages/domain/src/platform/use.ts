import { z } from 'zod';

/** Something that stands on a record: a playbook on the template it sends, a saved view on the segment it shows. */
export const useSchema = z.object({
  /** What it is, before its name: "live playbook". */
  noun: z.string(),
  name: z.string(),
  /** Its page; null where it has none, or is somebody's own. */
  path: z.string().nullable(),
  /** Two people agreed to it as the record is: who may agree to a change of the record. Null: anybody may change it alone. */
  agreedBy: z.custom<`${string}:${string}`>((value) => typeof value === 'string' && value.includes(':')).nullable(),
});
export type Use = z.infer<typeof useSchema>;

/** What two people agreed to, in words: "live playbooks A, B"; null when nothing is. */
export function agreedWords(uses: readonly Use[]): string | null {
  const agreed = uses.filter(({ agreedBy }) => agreedBy !== null);
  const nouns = [...new Set(agreed.map(({ noun }) => noun))];
  const words = nouns.map((noun) => {
    const names = agreed.filter((use) => use.noun === noun).map(({ name }) => name);
    return `${noun}${names.length > 1 ? 's' : ''} ${names.join(', ')}`;
  });
  return words.length === 0 ? null : words.join(' and the ');
}
