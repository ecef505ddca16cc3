import { exceptionRules, exceptionTypes, type BusinessDay, type ExceptionState } from '@wedsync/domain/revenue';
import { type Tone, ToneChip } from '../../platform/index.ts';

export const typeChoices = exceptionTypes.map((id) => ({ id, name: exceptionRules[id].title }));

const exceptionLooks: Readonly<Record<ExceptionState, { readonly tone: Tone; readonly words: string }>> = {
  open: { tone: 'caution', words: 'Open' },
  fixing: { tone: 'info', words: 'Being fixed' },
  fixed: { tone: 'positive', words: 'Fixed' },
  accepted: { tone: 'neutral', words: 'Accepted' },
};
export const stateChoices = Object.entries(exceptionLooks).map(([id, { words }]) => ({ id, name: words }));

export function ExceptionChip({ state }: { readonly state: ExceptionState }) {
  const { tone, words } = exceptionLooks[state];
  return <ToneChip tone={tone}>{words}</ToneChip>;
}

export const dayLooks: Readonly<Record<BusinessDay['state'], { readonly tone: Tone; readonly words: string }>> = {
  unchecked: { tone: 'neutral', words: 'Not compared' },
  clean: { tone: 'info', words: 'Clean' },
  exceptions: { tone: 'caution', words: 'Exceptions' },
  closed: { tone: 'positive', words: 'Closed' },
};

export function DayChip({ state }: Pick<BusinessDay, 'state'>) {
  const { tone, words } = dayLooks[state];
  return <ToneChip tone={tone}>{words}</ToneChip>;
}
