import ChevronLeft from '@mui/icons-material/ChevronLeft';
import ChevronRight from '@mui/icons-material/ChevronRight';
import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import { useListContext } from 'react-admin';
import { formatCount } from '../format/count.ts';

/** "1–25 of about 1,000,000" and one page on or back. */
export function ListPager() {
  const { page, perPage, total, setPage, meta, isPending } = useListContext();
  if (isPending || total === undefined || total === 0) return null;
  const first = (page - 1) * perPage + 1;
  const last = Math.min(page * perPage, total);
  return (
    <Box
      component="nav"
      aria-label="Pages"
      sx={{
        display: 'flex',
        alignItems: 'center',
        justifyContent: 'flex-end',
        gap: 1,
        minHeight: 40,
        paddingInline: 3,
      }}
    >
      <Box component="span" className="tabular" sx={{ color: 'text.secondary', marginRight: 2 }}>
        {formatCount(first)}–{formatCount(last)} of {formatCount(total, isEstimated(meta))}
      </Box>
      <IconButton aria-label="Previous page" disabled={page <= 1} onClick={() => setPage(page - 1)}>
        <ChevronLeft />
      </IconButton>
      <IconButton aria-label="Next page" disabled={last >= total} onClick={() => setPage(page + 1)}>
        <ChevronRight />
      </IconButton>
    </Box>
  );
}

/** Whether the api said the total of this list is an estimate. */
export function isEstimated(meta: unknown): boolean {
  return typeof meta === 'object' && meta !== null && 'totalEstimated' in meta && meta.totalEstimated === true;
}
