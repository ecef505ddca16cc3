import { isOutdated, type ChurnModelRow } from '@wedsync/domain/success';
import { Link } from 'react-router-dom';
import {
  ActionButton,
  Banner,
  formatPercent,
  PageHeader,
  RecordPage,
  StatRow,
  StatTile,
  ToneChip,
} from '../../platform/index.ts';
import { ChampionComparison } from './ChampionComparison.tsx';
import { algorithmWords, pence, stateTones, threeDigits } from './churn-words.ts';
import { LooksAt, ModelRecord } from './ModelRecord.tsx';
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
      <BacktestChart model={model} />
      <CostTable report={report} />
      <DriftTable model={model} />
      <LooksAt model={model} />
      <ModelRecord model={model} />
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
