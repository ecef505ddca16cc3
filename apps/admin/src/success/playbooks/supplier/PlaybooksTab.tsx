import Box from '@mui/material/Box';
import type { SupplierSlotProps } from '../../../suppliers/index.ts';
import { EnrolmentsSection } from '../show/EnrolmentsSection.tsx';
import { InterventionsSection } from '../show/InterventionsSection.tsx';

/** Which playbooks a supplier is or was in, and what they did for it. */
export default function PlaybooksTab({ supplier: { id } }: SupplierSlotProps) {
  const filter = { supplierId: id };
  return (
    <Box sx={{ display: 'grid', gap: 5 }}>
      <EnrolmentsSection filter={filter} />
      <InterventionsSection filter={filter} />
    </Box>
  );
}
