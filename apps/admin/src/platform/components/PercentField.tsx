import Box from '@mui/material/Box';
import { useRecordContext } from 'react-admin';
import { get } from '../data/field-value.ts';
import { formatPercent } from '../format/percent.ts';

/** A ratio (0.123) of the current record as "12.3%", right aligned. @example <PercentField source="conversion" /> */
export function PercentField({ source, digits = 1 }: { source: string; digits?: number; label?: string }) {
  const ratio = get(useRecordContext(), source);
  return (
    <Box component="span" className="tabular" sx={{ display: 'block', textAlign: 'right' }}>
      {formatPercent(typeof ratio === 'number' ? ratio : null, digits)}
    </Box>
  );
}
