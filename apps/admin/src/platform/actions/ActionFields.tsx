import TextField from '@mui/material/TextField';
import type { ComponentType } from 'react';
import type { ActionDefinition } from '../data/action.ts';
import { ActionFieldInput } from './ActionFieldInput.tsx';
import type { ActionInputProps } from './action-input.ts';
import type { ActionInputState } from './use-action-input.ts';

/** Inputs of a page's own by field name, for what the schema cannot say. */
export type OwnInputs = Readonly<Record<string, ComponentType<ActionInputProps>>>;

type Props = {
  readonly definition: ActionDefinition;
  readonly form: ActionInputState & { readonly errors: Readonly<Record<string, string>> };
  readonly currency: string;
  readonly inputs: OwnInputs | undefined;
};

/** The fields of an action's form from its JSON Schema, and the reason where one is asked for. */
export function ActionFields({ definition, form, currency, inputs }: Props) {
  return (
    <>
      {form.fields.map((field) => {
        const Input = inputs?.[field.name] ?? ActionFieldInput;
        return (
          <Input
            key={field.name}
            field={field}
            currency={currency}
            value={form.values[field.name]}
            error={form.errors[field.name] ?? form.errors[`input.${field.name}`]}
            onChange={(value) => form.setValue(field.name, value)}
          />
        );
      })}
      {definition.reasonRequired && <Reason form={form} />}
    </>
  );
}

function Reason({ form }: Pick<Props, 'form'>) {
  return (
    <TextField
      label="Reason"
      required
      multiline
      minRows={2}
      value={form.reason}
      onChange={(event) => form.setReason(event.target.value)}
      error={form.errors.reason !== undefined}
      helperText={form.errors.reason ?? 'Kept in the audit trail.'}
      slotProps={{ htmlInput: { maxLength: 500 } }}
    />
  );
}
