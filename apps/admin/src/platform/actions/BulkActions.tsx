import Button from '@mui/material/Button';
import { limits } from '@wedsync/domain/platform';
import { useState } from 'react';
import { useListContext } from 'react-admin';
import type { ActionDefinition } from '../data/action.ts';
import { formatCount } from '../format/count.ts';
import { usePermission } from '../session/use-session.ts';
import type { OwnInputs } from './ActionFields.tsx';
import { useAllMatching } from '../list/all-matching.ts';
import { BulkActionDialog } from './BulkActionDialog.tsx';
import { MatchingActionDialog } from './MatchingActionDialog.tsx';
import { useBulkActions } from './use-actions.ts';

export type BulkActionsProps = {
  /** One record in words, for example "supplier". */
  readonly noun: string;
  readonly inputs?: OwnInputs;
};

/**
 * What can be done with the selected rows, or with all that match: every action of the resource that takes many records.
 * @example <RecordListPage … bulkActions={<BulkActions noun="supplier" inputs={{ ownerId: OwnerInput }} />} />
 */
export function BulkActions({ noun, inputs }: BulkActionsProps) {
  const { resource } = useListContext();
  const { data: actions = [] } = useBulkActions(resource);
  return actions.map((action) => <BulkActionButton key={action.verb} action={action} noun={noun} inputs={inputs} />);
}

function BulkActionButton({ action, ...props }: BulkActionsProps & { readonly action: ActionDefinition }) {
  const [open, setOpen] = useState(false);
  const { selectedIds } = useListContext();
  const permitted = usePermission(action.permission);
  const all = useAllMatching();
  const limit = all.chosen ? limits.maxBulkRunTargets : limits.maxBulkTargets;
  const why =
    whyNot(permitted, all.chosen ? all.total : selectedIds.length, limit) ??
    whyNotAlone(action, all.chosen, selectedIds.length);
  const Dialog = all.chosen ? MatchingActionDialog : BulkActionDialog;
  return (
    <>
      <Button
        color={action.danger ? 'error' : 'primary'}
        disabled={why !== undefined}
        title={why}
        onClick={() => setOpen(true)}
      >
        {action.title}
      </Button>
      {open && <Dialog {...props} definition={action} onClose={() => setOpen(false)} />}
    </>
  );
}

function whyNotAlone({ aloneUpTo }: ActionDefinition, all: boolean, selected: number): string | undefined {
  if (all || aloneUpTo === undefined || selected <= aloneUpTo) return undefined;
  return `More than ${formatCount(aloneUpTo)} at once need a second person: select all that match`;
}

function whyNot(permitted: boolean, selected: number, limit: number): string | undefined {
  if (!permitted) return 'Your role does not include this';
  return selected > limit ? `At most ${formatCount(limit)} at once` : undefined;
}
