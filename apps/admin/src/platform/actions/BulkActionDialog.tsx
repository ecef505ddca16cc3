import { useListContext } from 'react-admin';
import type { ActionDefinition } from '../data/action.ts';
import { countOf } from '../format/count.ts';
import type { OwnInputs } from './ActionFields.tsx';
import { AskOnceDialog } from './AskOnceDialog.tsx';
import { BulkSummary } from './BulkSummary.tsx';
import { useBulkRun } from './use-bulk-run.ts';

type Props = {
  readonly definition: ActionDefinition;
  readonly noun: string;
  readonly inputs?: OwnInputs;
  readonly onClose: () => void;
};

/** Asks what is needed once for all selected rows, runs the action on them, and tells what became of each. */
export function BulkActionDialog({ definition, noun, inputs, onClose }: Props) {
  const { selectedIds, onSelect } = useListContext();
  const { run, busy, error, outcome } = useBulkRun(definition, noun);
  const title = `${definition.title}: ${countOf(selectedIds.length, noun)}`;
  const close = () => {
    if (outcome !== null) onSelect(outcome.failed.map(({ id }) => id));
    onClose();
  };
  return (
    <AskOnceDialog
      definition={definition}
      inputs={inputs}
      title={title}
      note="Each is checked and done by itself: one that is refused does not hold up the others."
      submit={{ label: title, danger: definition.danger }}
      onSubmit={(given) => void run({ ids: selectedIds.map(String), ...given })}
      busy={busy}
      error={error}
      outcome={outcome && <BulkSummary outcome={outcome} noun={noun} />}
      onClose={close}
    />
  );
}
