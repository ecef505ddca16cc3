import Box from '@mui/material/Box';
import type { JournalEntryView } from '@wedsync/domain/revenue';
import { formatMoney } from '../../platform/index.ts';

/** Debits, then credits, each with its account: "Dr clearing:stripe £57.72". */
export function PostingLines({ postings }: { readonly postings: JournalEntryView['postings'] }) {
  return (
    <Box className="tabular" sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 3 }}>
      {postings.map(({ account, currency, amountMinor }) => (
        <span key={`${account} ${currency} ${amountMinor}`}>
          <Box component="span" sx={{ color: 'text.secondary' }}>
            {amountMinor > 0 ? 'Dr' : 'Cr'} {account}
          </Box>{' '}
          {formatMoney(Math.abs(amountMinor), currency)}
        </span>
      ))}
    </Box>
  );
}
