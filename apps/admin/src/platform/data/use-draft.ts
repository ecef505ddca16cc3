import { useState } from 'react';
import { useLeaveGuard } from '../hooks/use-leave-guard.ts';
import { type DraftState, draftOf, type Stored, type Typed, typeOver } from './draft.ts';

export type Draft<T> = DraftState<T> & {
  readonly type: (value: T) => void;
  /** Lets go of what was typed and shows what is stored. */
  readonly drop: () => void;
};

/** Something stored while it is edited; leaving the page with what was typed asks first. @example const { value, type } = useDraft({ value: row.policy, version: row.version }) */
export function useDraft<T>(stored: Stored<T>): Draft<T> {
  const [typed, setTyped] = useState<Typed<T> | null>(null);
  const draft = draftOf(stored, typed);
  useLeaveGuard(draft.isDirty);
  return {
    ...draft,
    type: (value) => setTyped(typeOver(stored, typed, value)),
    drop: () => setTyped(null),
  };
}
