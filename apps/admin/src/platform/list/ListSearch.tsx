import Search from '@mui/icons-material/Search';
import InputAdornment from '@mui/material/InputAdornment';
import TextField from '@mui/material/TextField';
import { useEffect, useRef, useState } from 'react';
import { useShortcut } from '../keyboard/shortcuts.ts';

const typingPauseMs = 250;

/** The search box of a list: "/" focuses it, Escape leaves it, typing filters after a short pause. */
export function ListSearch({
  value,
  placeholder,
  onChange,
}: {
  value: string;
  placeholder: string;
  onChange: (text: string) => void;
}) {
  const { text, setText } = useTypedText(value, onChange);
  const input = useRef<HTMLInputElement>(null);
  useShortcut({ keys: '/', description: 'Search this list', group: 'Lists', run: () => input.current?.focus() });
  return (
    <TextField
      inputRef={input}
      type="search"
      hiddenLabel
      placeholder={placeholder}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onKeyDown={(event) => event.key === 'Escape' && input.current?.blur()}
      sx={{ width: { xs: '100%', sm: 260 } }}
      slotProps={{
        htmlInput: { 'aria-label': placeholder, 'aria-keyshortcuts': '/', sx: { paddingBlock: '3px' } },
        input: {
          startAdornment: (
            <InputAdornment position="start">
              <Search sx={{ fontSize: 16 }} />
            </InputAdornment>
          ),
        },
      }}
    />
  );
}

/** The text as typed, handed on after a pause. A change from outside (back button, cleared filter) shows; our own echo does not disturb typing. */
function useTypedText(value: string, onChange: (text: string) => void) {
  const [text, setText] = useState(value);
  const [seen, setSeen] = useState(value);
  const [sent, setSent] = useState(value);
  const latest = useRef(onChange);
  if (value !== seen) {
    setSeen(value);
    if (value !== sent) setText(value);
  }
  useEffect(() => {
    latest.current = onChange;
  });
  useEffect(() => {
    if (text === value) return;
    const timer = setTimeout(() => {
      setSent(text);
      latest.current(text);
    }, typingPauseMs);
    return () => clearTimeout(timer);
  }, [text, value]);
  return { text, setText };
}
