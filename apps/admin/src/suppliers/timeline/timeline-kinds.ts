import Checklist from '@mui/icons-material/Checklist';
import Edit from '@mui/icons-material/EditOutlined';
import PersonAdd from '@mui/icons-material/PersonAddOutlined';
import SwapHoriz from '@mui/icons-material/SwapHoriz';
import type { TimelineKind } from '../../platform/index.ts';

/** How the entries that suppliers themselves write look; other capabilities bring their own. */
export const ownTimelineKinds: Readonly<Record<string, TimelineKind>> = {
  note: { icon: Edit, tone: 'info', label: 'Notes' },
  task: { icon: Checklist, tone: 'neutral', label: 'Tasks' },
  owner: { icon: SwapHoriz, tone: 'neutral', label: 'Owner' },
  'sign-up': { icon: PersonAdd, tone: 'positive', label: 'Sign-up' },
};
