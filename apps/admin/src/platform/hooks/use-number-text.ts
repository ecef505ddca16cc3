import { type ChangeEvent, useState } from 'react';
import { numberIn, numberText } from '../format/number-text.ts';

/** A number that must be there, or one that need not. */
export type NumberTyping =
  | { readonly value: number; readonly onChange: (value: number) => void; readonly optional?: false }
  | { readonly value: number | null; readonly onChange: (value: number | null) => void; readonly optional: true };

/**
 * The text of a number field, for a TextField: what is no number yet, or nothing where one is needed, stays on the screen and is not kept.
 * @example <TextField label="Hours" {...useNumberText({ value: hours, onChange: setHours })} />
 */
export function useNumberText(typing: NumberTyping) {
  const [typed, setTyped] = useState<string | null>(null);
  const read = (text: string) => {
    setTyped(text);
    const number = numberIn(text);
    if (typeof number === 'number') typing.onChange(number);
    else if (number === null && typing.optional === true) typing.onChange(null);
  };
  return {
    value: numberText(typed, typing.value),
    onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => read(event.target.value),
    onBlur: () => setTyped(null),
  };
}
