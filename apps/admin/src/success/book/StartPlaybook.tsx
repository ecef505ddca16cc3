import AutoMode from '@mui/icons-material/AutoModeOutlined';
import type { SupplierSlotProps } from '../../suppliers/index.ts';
import { StartPlaybookButton } from './StartPlaybookButton.tsx';

/** In the head of the supplier's page and in My book: lets the supplier into a playbook. */
export default function StartPlaybook({ supplier }: SupplierSlotProps) {
  return <StartPlaybookButton supplierId={supplier.id} icon={<AutoMode />} />;
}
