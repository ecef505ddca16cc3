import type { ActionField } from './action-field.ts';

/** What every input of an action's form gets; inputs of your own take the same. */
export type ActionInputProps = {
  readonly field: ActionField;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  readonly error?: string;
  /** Currency of amounts in this form, from the record. */
  readonly currency: string;
};
