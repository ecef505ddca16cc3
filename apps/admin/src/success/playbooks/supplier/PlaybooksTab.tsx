import Box from '@mui/material/Box';
import { useNow } from '../../../platform/index.ts';
import type { SupplierSlotProps } from '../../../suppliers/index.ts';
import { FunnelSections } from '../../interventions/FunnelSections.tsx';
import { lastDays } from '../../last-days.ts';
import { EnrolmentsSection } from '../show/EnrolmentsSection.tsx';
import { InterventionsSection } from '../show/InterventionsSection.tsx';

const shownDays = 365;

/** Which playbooks a supplier is or was in, what they did for it, and how far that came within a year. */
export default function PlaybooksTab({ supplier: { id } }: SupplierSlotProps) {
  const filter = { supplierId: id };
  const period = lastDays(shownDays, useNow());
  return (
    <Box sx={{ display: 'grid', gap: 5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <EnrolmentsSection filter={filter} />
      <InterventionsSection filter={filter} />
      <FunnelSections period={{ ...period, ...filter }} />
    </Box>
  );
}
