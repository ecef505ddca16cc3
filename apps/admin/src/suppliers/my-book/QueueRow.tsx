import Check from '@mui/icons-material/Check';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import IconButton from '@mui/material/IconButton';
import type { Task } from '@wedsync/domain/suppliers';
import type { KeyboardEvent, Ref } from 'react';
import { formatDate, StatusChip, ToneChip, useNow } from '../../platform/index.ts';
import { daysUntil, inDays } from '../figures.ts';

/** A wedding this close, or yesterday's, changes how anybody is spoken to. */
const weddingWindowDays = 7;

type Props = {
  readonly task: Task;
  readonly active: boolean;
  readonly mayComplete: boolean;
  readonly onLook: () => void;
  readonly onOpen: () => void;
  readonly onComplete: () => void;
  readonly ref?: Ref<HTMLButtonElement>;
};

/** One task in one line of 36 px, on a phone in two: how urgent, what, for whom, whether a wedding is near, by when. */
export function QueueRow({ task, active, mayComplete, onLook, onOpen, onComplete, ref }: Props) {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    onOpen();
  };
  return (
    <Box component="li" sx={[rowStyle, active && { backgroundColor: 'action.selected' }]}>
      <IconButton aria-label={`Done: ${task.title}`} disabled={!mayComplete} onClick={onComplete}>
        <Check sx={{ fontSize: 16 }} />
      </IconButton>
      <ButtonBase
        ref={ref}
        onClick={onLook}
        onDoubleClick={onOpen}
        onKeyDown={onKeyDown}
        tabIndex={active ? 0 : -1}
        aria-current={active ? 'true' : undefined}
        sx={buttonStyle}
      >
        {task.priority !== 'normal' && <StatusChip status={task.priority} />}
        <Box component="span" sx={{ ...oneLine, flex: { xs: '1 1 70%', sm: '1 1 auto' }, fontWeight: 500 }}>
          {task.title}
        </Box>
        <Box
          component="span"
          sx={{ ...oneLine, flex: { xs: '1 1 30%', sm: '0 1 auto' }, maxWidth: { sm: '38%' }, color: 'text.secondary' }}
        >
          {task.supplierName ?? 'No supplier'}
        </Box>
        <WeddingNear date={task.nextWeddingOn} />
        <Box component="span" className="tabular" sx={{ color: 'text.secondary', whiteSpace: 'nowrap' }}>
          {task.dueOn === null ? '' : formatDate(task.dueOn)}
        </Box>
      </ButtonBase>
    </Box>
  );
}

function WeddingNear({ date }: { readonly date: string | null }) {
  const nowMs = useNow();
  const days = date === null ? null : daysUntil(date, nowMs);
  if (days === null || days < 0 || days > weddingWindowDays) return null;
  return <ToneChip tone="caution">Wedding {inDays(days)}</ToneChip>;
}

const rowStyle = {
  display: 'flex',
  alignItems: 'center',
  gap: 1,
  minHeight: 36,
  paddingInline: 2,
  borderTop: 1,
  borderColor: 'divider',
};
const oneLine = { minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' };
const buttonStyle = {
  flex: 1,
  minWidth: 0,
  minHeight: 36,
  display: 'flex',
  // What and how urgent on the first line of a phone, for whom and by when on the second.
  flexWrap: { xs: 'wrap', sm: 'nowrap' },
  justifyContent: 'flex-start',
  columnGap: 2,
  paddingBlock: { xs: 1, sm: 0 },
  textAlign: 'left',
  fontSize: 13,
};
