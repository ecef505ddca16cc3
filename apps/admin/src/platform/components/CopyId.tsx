import Check from '@mui/icons-material/Check';
import ContentCopy from '@mui/icons-material/ContentCopy';
import ButtonBase from '@mui/material/ButtonBase';
import { useState } from 'react';

const confirmMs = 1500;

/** An id in small type; a press copies it and says so. @example <CopyId id={record.id} /> */
export function CopyId({ id, label }: { id: string | null | undefined; label?: string }) {
  const [copied, setCopied] = useState(false);
  if (!id) return <span>–</span>;
  const copy = async () => {
    await navigator.clipboard.writeText(id);
    setCopied(true);
    setTimeout(() => setCopied(false), confirmMs);
  };
  const Icon = copied ? Check : ContentCopy;
  return (
    <ButtonBase aria-label={copied ? 'Copied' : `Copy ${label ?? id}`} onClick={() => void copy()} sx={copyStyle}>
      <span style={{ overflow: 'hidden', textOverflow: 'ellipsis' }}>{label ?? id}</span>
      <Icon aria-hidden sx={{ fontSize: 13 }} />
    </ButtonBase>
  );
}

const copyStyle = {
  gap: 1,
  maxWidth: '100%',
  paddingInline: 1,
  borderRadius: '4px',
  color: 'text.secondary',
  fontFamily: 'ui-monospace, SFMono-Regular, Menlo, monospace',
  fontSize: 12,
  lineHeight: '20px',
  whiteSpace: 'nowrap',
  '&:hover': { backgroundColor: 'action.hover', color: 'text.primary' },
};
