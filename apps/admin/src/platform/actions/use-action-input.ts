import { useMemo, useState } from 'react';
import type { ActionDefinition } from '../data/action.ts';
import { fieldsOf } from './action-field.ts';
import { type ActionValues, initialValues, inputOf, missingFields } from './action-values.ts';

/** What is filled in for an action so far; `input` is null while a required field is empty. */
export function useActionInput(definition: ActionDefinition, initial?: ActionValues) {
  const fields = useMemo(() => fieldsOf(definition.inputSchema), [definition]);
  const [values, setValues] = useState(() => initialValues(fields, initial));
  const [reason, setReason] = useState('');
  const missing = missingFields(fields, values);
  return {
    fields,
    values,
    setValue: (name: string, value: unknown) => setValues((previous) => ({ ...previous, [name]: value })),
    reason,
    setReason,
    missing,
    input: missing.length === 0 ? inputOf(fields, values) : null,
    reasonGiven: !definition.reasonRequired || reason.trim() !== '',
  };
}

export type ActionInputState = ReturnType<typeof useActionInput>;
