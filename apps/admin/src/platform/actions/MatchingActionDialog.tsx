import type { ActionDefinition } from '../data/action.ts';
import { countOf } from '../format/count.ts';
import { useAllMatching } from '../list/all-matching.ts';
import type { OwnInputs } from './ActionFields.tsx';
import { AskOnceDialog } from './AskOnceDialog.tsx';
import { BulkRunPanel } from './BulkRunPanel.tsx';
import { useAskForMatching } from './use-ask-for-matching.ts';

type Props = {
  readonly definition: ActionDefinition;
  readonly noun: string;
  readonly inputs?: OwnInputs;
  readonly onClose: () => void;
};

/** Asks what is needed once for all that match, has each checked, and shows what would happen before it starts. */
export function MatchingActionDialog({ definition, noun, inputs, onClose }: Props) {
  const { total } = useAllMatching();
  const { ask, busy, error, bulkRunId } = useAskForMatching(definition);
  return (
    <AskOnceDialog
      definition={definition}
      inputs={inputs}
      title={`${definition.title}: all ${countOf(total, noun)} that match`}
      note="Each is checked first. Nothing is done until you have seen the outcome and start it."
      submit={{ label: 'Check all' }}
      onSubmit={(given) => void ask(given)}
      busy={busy}
      error={error}
      outcome={bulkRunId && <BulkRunPanel id={bulkRunId} />}
      onClose={onClose}
    />
  );
}
