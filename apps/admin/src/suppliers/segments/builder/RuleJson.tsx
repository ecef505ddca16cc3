import TextField from '@mui/material/TextField';
import { readSegmentRule, type SegmentFieldInfo, type SegmentRule } from '@wedsync/domain/suppliers';
import { useState } from 'react';

type Props = {
  readonly rule: SegmentRule;
  readonly fields: readonly SegmentFieldInfo[];
  readonly onChange: (rule: SegmentRule) => void;
};

/** The same rule as text. What is typed here changes the builder as soon as it is a rule, and the other way round. */
export function RuleJson({ rule, fields, onChange }: Props) {
  const [text, setText] = useState(() => textOf(rule));
  const [shown, setShown] = useState(rule);
  if (shown !== rule) {
    setShown(rule);
    setText(textOf(rule));
  }
  // What the builder has not finished yet is said by the builder; here, only what was typed here.
  const fault = text === textOf(rule) ? null : readText(text, fields).fault;
  const change = (next: string) => {
    setText(next);
    const { rule: written } = readText(next, fields);
    if (written === null) return;
    setShown(written);
    onChange(written);
  };
  return (
    <TextField
      label="The same as JSON"
      multiline
      fullWidth
      minRows={4}
      maxRows={16}
      value={text}
      onChange={(event) => change(event.target.value)}
      error={fault !== null}
      helperText={fault ?? 'Change it here or above: both say the same.'}
      slotProps={{ htmlInput: { spellCheck: false, style: { fontFamily: 'monospace', fontSize: 12 } } }}
    />
  );
}

function readText(
  text: string,
  fields: readonly SegmentFieldInfo[],
): { rule: SegmentRule | null; fault: string | null } {
  try {
    const { rule, faults } = readSegmentRule(JSON.parse(text), fields);
    const [first] = faults;
    return {
      rule,
      fault: first === undefined ? null : [first.path.join('.'), first.message].filter(Boolean).join(': '),
    };
  } catch {
    return { rule: null, fault: 'This is not JSON yet.' };
  }
}

function textOf(rule: SegmentRule): string {
  return JSON.stringify(rule, null, 2);
}
