import type { ChurnModelRow } from '@wedsync/domain/success';
import { CopyId, formatDate, KeyValueList, Section } from '../../platform/index.ts';
import { algorithmWords, threeDigits } from './churn-words.ts';

const sinceWords: Readonly<Record<ChurnModelRow['state'], string>> = {
  draft: 'A draft since',
  shadow: 'In the shadow since',
  champion: 'In office since',
  retired: 'Out of office since',
};

/** What the registry keeps of a model: who, from what, with what, and what people said since. */
export function ModelRecord({ model }: { readonly model: ChurnModelRow }) {
  const { snapshot, report } = model;
  const { train, validation, test } = report.split;
  const span = (days: readonly string[]) => `${formatDate(days[0] ?? '')} to ${formatDate(days.at(-1) ?? '')}`;
  return (
    <Section title="On record">
      <KeyValueList
        items={[
          { label: 'Trained by', value: `${model.authorName}, seed ${model.seed}` },
          { label: sinceWords[model.state], value: `${formatDate(model.stateSince)}, by ${model.stateByName}` },
          { label: 'Agreed to by', value: model.approverName ?? '–' },
          {
            label: 'Snapshot',
            value: `${snapshot.rows} rows, ${snapshot.losses} losses, known through ${snapshot.knownThrough}`,
          },
          { label: 'SHA-256 of the rows', value: <CopyId id={snapshot.sha256} /> },
          { label: 'Code', value: <CopyId id={model.codeHash} /> },
          { label: 'Trained with', value: versionsOf(model) },
          { label: 'Counts as leaving', value: model.label ?? notKept },
          { label: 'Dismissed as wrong', value: feedbackWords(model) },
          { label: 'Learned from', value: span(train) },
          { label: 'Chosen and calibrated on', value: span(validation) },
          { label: 'Reported on', value: span(test) },
          { label: 'Called from the ideal threshold on', value: confusionWords(report) },
          {
            label: 'Candidates',
            value: report.candidates
              .map(
                ({ kind, auc, logLoss }) =>
                  `${algorithmWords[kind]} AUC ${threeDigits(auc)}, log loss ${logLoss.toFixed(4)}`,
              )
              .join('; '),
          },
          {
            label: 'Parameters',
            value: Object.entries(model.parameters)
              .map(([name, value]) => `${name} ${value}`)
              .join(', '),
          },
        ]}
      />
    </Section>
  );
}

/** Every feature in the words of the day it was trained. */
export function LooksAt({ model: { features } }: { readonly model: ChurnModelRow }) {
  return (
    <Section title="What it looks at" hint="As it was meant when the model was trained">
      <KeyValueList items={features.map(({ title, definition }) => ({ label: title, value: definition }))} />
    </Section>
  );
}

const notKept = 'Not kept when it was trained';

function versionsOf({ runtime }: ChurnModelRow): string {
  if (runtime === null) return notKept;
  return Object.entries(runtime)
    .map(([name, version]) => `${name} ${version}`)
    .join(', ');
}

/** What people said against it, and whether they were right. */
function feedbackWords({ feedback: { dismissed, left }, horizonDays }: ChurnModelRow): string {
  if (dismissed === 0) return 'No prediction';
  return `${dismissed} ${dismissed === 1 ? 'prediction' : 'predictions'}; ${left} of those suppliers left within ${horizonDays} days after all`;
}

function confusionWords({ costs: { confusion } }: ChurnModelRow['report']): string {
  if (confusion === null) return 'Not measured';
  const { tp, fp, fn, tn } = confusion;
  return `${tp} found, ${fn} missed, ${fp} called for nothing, ${tn} rightly left alone, on dates it has not seen`;
}
