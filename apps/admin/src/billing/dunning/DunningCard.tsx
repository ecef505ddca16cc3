import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { classPlans, type DunningCase } from '@wedsync/domain/billing';
import { Link } from 'react-router-dom';
import { Money, recordPath, ToneChip, useNow } from '../../platform/index.ts';
import { daysOpen, nextStepWords } from './dunning-words.tsx';

/** One case on the board: who, how much, how long, what helps, what comes. */
export function DunningCard({ row }: { readonly row: DunningCase }) {
  const now = useNow();
  const days = daysOpen(row, new Date(now));
  return (
    <Box
      component={Link}
      to={recordPath('dunning-cases', row.id)}
      sx={{
        display: 'grid',
        gap: 1,
        padding: 3,
        border: 1,
        borderColor: 'divider',
        borderRadius: '6px',
        backgroundColor: 'background.paper',
        color: 'text.primary',
        textDecoration: 'none',
        '&:hover, &:focus-visible': { borderColor: 'text.secondary' },
      }}
    >
      <Box sx={{ display: 'flex', gap: 2, justifyContent: 'space-between', alignItems: 'baseline' }}>
        <Typography variant="body2" sx={{ fontWeight: 600 }} noWrap>
          {row.businessName ?? row.customerId ?? row.invoiceId}
        </Typography>
        <Money amountMinor={row.amountMinor} currency={row.currency} />
      </Box>
      <Typography variant="caption" color="text.secondary">
        {classPlans[row.declineClass].title} · {days === 1 ? '1 day' : `${days} days`}
        {row.ownerName === null ? '' : ` · ${row.ownerName}`}
      </Typography>
      <Typography variant="body2">{row.nextBest.label}</Typography>
      <Typography variant="caption" color="text.secondary">
        {nextStepWords(row)}
      </Typography>
      {row.holdKind !== null && (
        <Box>
          <ToneChip tone="info">{row.holdKind === 'promise' ? 'Promised' : 'Paused'}</ToneChip>
        </Box>
      )}
    </Box>
  );
}
