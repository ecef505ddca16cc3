import { isOutdated, type ChurnModelRow } from '@wedsync/domain/success';
import { Link } from 'react-router-dom';
import {
  ActionButton,
  Banner,
  CopyId,
  formatDate,
  formatPercent,
  KeyValueList,
  PageHeader,
  RecordPage,
  Section,
  StatRow,
  StatTile,
  ToneChip,
} from '../../platform/index.ts';
import { ChampionComparison } from './ChampionComparison.tsx';
import { algorithmWords, pence, stateTones, threeDigits } from './churn-words.ts';
import { BacktestChart, CalibrationPlot, CostTable, DriftTable, RankingPlots } from './ModelPlots.tsx';

const verbs = ['shadow', 'promote', 'roll-back', 'retire'] as const;

/** Everything on record about one model: how it did, how sure that is, what it would cost to trust it, and who let it in. */
export default function ChurnModelShow() {
  return <RecordPage<ChurnModelRow>>{(model) => <ModelReport model={model} />}</RecordPage>;
}

function ModelReport({ model }: { readonly model: ChurnModelRow }) {
  const { report } = model;
  return (
    <>
      <PageHeader
        title={`${algorithmWords[model.algorithm]}, no. ${model.number}`}
        hint={
          <>
            <ToneChip tone={stateTones[model.state]}>{model.state}</ToneChip> leaving within {model.horizonDays} days
          </>
        }
        actions={verbs.map((verb) => (
          <ActionButton key={verb} resource="churn-models" id={model.id} verb={verb} variant="outlined" />
        ))}
      />
      {isOutdated(model) && (model.state === 'champion' || model.state === 'shadow') && (
        <Banner tone="critical">
          It foretells nothing: it was trained on features that have another meaning now. Train another under{' '}
          <Link to="/churn-models">Models</Link> and promote it.
        </Banner>
      )}
      {!report.skill && <Banner tone="caution">{report.verdict}</Banner>}
      {model.quality?.state === 'critical' && <Banner tone="critical">{model.quality.why}</Banner>}
      {report.leaks.map(({ title, detail }) => (
        <Banner key={`${title}${detail}`} tone="critical">
          Leak alarm: {title}. {detail}
        </Banner>
      ))}
      <Tiles model={model} />
      <ChampionComparison model={model} />
      <CalibrationPlot report={report} />
      <RankingPlots report={report} />
      <BacktestChart report={report} />
      <CostTable report={report} />
      <DriftTable model={model} />
      <Record model={model} />
    </>
  );
}

function Tiles({ model: { report, quality } }: { readonly model: ChurnModelRow }) {
  const { metrics, intervals, baselines } = report;
  const range = intervals.auc && `${threeDigits(intervals.auc.lower)} to ${threeDigits(intervals.auc.upper)}`;
  return (
    <StatRow>
      <StatTile
        label="AUC"
        value={threeDigits(metrics.auc)}
        trend={range ?? 'No interval'}
        explain={{
          definition: `Chance that who left was ranked above who stayed, on ${metrics.n} rows of dates it has not seen. Tenure alone: ${threeDigits(baselines.tenureOnlyAuc)}; the rule: ${threeDigits(baselines.ruleAuc)}; suppliers in no training row: ${threeDigits(report.unseenSuppliers.auc)}.`,
        }}
      />
      <StatTile
        label="Average precision"
        value={threeDigits(metrics.averagePrecision)}
        trend={`base rate ${formatPercent(metrics.baseRate)}`}
        explain={{ definition: 'Precision averaged over recall; the base rate is what chance would reach.' }}
      />
      <StatTile
        label="Brier score"
        value={metrics.brier.toFixed(4)}
        trend={`base rate alone ${(metrics.baseRate * (1 - metrics.baseRate)).toFixed(4)}`}
        explain={{ definition: 'Mean squared error of the probabilities; lower is better.' }}
      />
      <CapacityTile report={report} />
      <StatTile
        label="Since then"
        value={quality === null ? 'Not judged' : quality.state}
        trend={quality?.why ?? 'No horizon has passed since it took office'}
        explain={{
          definition:
            'On forecasts whose horizon has passed: accuracy from 0.85 healthy, from 0.75 warning, else critical; no better than the base rate is critical whatever the accuracy.',
        }}
      />
    </StatRow>
  );
}

function CapacityTile({ report: { atCapacity } }: { readonly report: ChurnModelRow['report'] }) {
  if (atCapacity === null)
    return <StatTile label="Precision at capacity" value="–" trend="Not measured on dates it has not seen" />;
  const { dates, calls, byExpectedSaving, byLikelihood } = atCapacity;
  return (
    <StatTile
      label="Precision at capacity"
      value={formatPercent(byExpectedSaving.precision)}
      trend={`of the ${calls} called first; by likelihood alone ${formatPercent(byLikelihood.precision)}`}
      explain={{
        definition: `Share that left of the suppliers a week's calls reach, in the order of the worklist, on each of ${dates} dates it has not seen. Such a week would have saved ${pence(byExpectedSaving.savedMinor)} after its cost, by likelihood alone ${pence(byLikelihood.savedMinor)}; a year's MRR is taken as what is left to lose.`,
      }}
    />
  );
}

const sinceWords: Readonly<Record<ChurnModelRow['state'], string>> = {
  draft: 'A draft since',
  shadow: 'In the shadow since',
  champion: 'In office since',
  retired: 'Out of office since',
};

function Record({ model }: { readonly model: ChurnModelRow }) {
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
          { label: 'Looks at', value: model.features.map(({ title }) => title).join(', ') },
        ]}
      />
    </Section>
  );
}

function confusionWords({ costs: { confusion } }: ChurnModelRow['report']): string {
  if (confusion === null) return 'Not measured';
  const { tp, fp, fn, tn } = confusion;
  return `${tp} found, ${fn} missed, ${fp} called for nothing, ${tn} rightly left alone, on dates it has not seen`;
}
