import type { PlaybookDefinition } from './playbook.ts';

/** The parts of a playbook as people call them, in the order they are edited. */
export const playbookParts: Readonly<Record<keyof PlaybookDefinition, string>> = {
  trigger: 'What sets it going',
  who: 'Who',
  purpose: 'Purpose',
  steps: 'Steps',
  goal: 'Goal',
  exit: 'When to leave',
  coolDownDays: 'Cool-down',
  maxEntries: 'Entries per supplier',
  maxRunning: 'Most at once',
  holdoutPercent: 'Hold-out',
  priority: 'Priority',
  approveBeforeSend: 'Approval before sending',
  endsOn: 'Last day',
};

/** What two versions say differently, in words. */
export function changedParts(before: PlaybookDefinition, after: PlaybookDefinition): readonly string[] {
  const changed = Object.entries(playbookParts).filter(([part]) => said(before, part) !== said(after, part));
  return changed.map(([, words]) => words);
}

/** Keys in one order, since databases keep none. */
function said(definition: PlaybookDefinition, part: string): string {
  const value: unknown = Object.entries(definition).find(([name]) => name === part)?.[1];
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  );
}
