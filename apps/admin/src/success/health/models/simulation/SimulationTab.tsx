import { useQuery } from '@tanstack/react-query';
import Box from '@mui/material/Box';
import { healthSimulationRowSchema, type HealthModelRow, type HealthSimulationRow } from '@wedsync/domain/success';
import {
  ActionButton,
  Banner,
  EmptyState,
  ErrorState,
  formatExact,
  getJson,
  Section,
  SkeletonRows,
} from '../../../../platform/index.ts';
import { isAtWork, JobProgress } from '../JobProgress.tsx';
import { BacktestResult } from './BacktestResult.tsx';
import { PopulationResult } from './PopulationResult.tsx';

/** What the model would change for everybody at this moment, and how it would have done in the past year. */
export function SimulationTab({ model }: { model: HealthModelRow }) {
  const { data, error, isPending, refetch } = useNewestSimulation(model.id);
  if (isPending) return <SkeletonRows rows={8} />;
  if (error !== null) return <ErrorState error={error} retry={() => void refetch()} />;
  if (data === null)
    return (
      <EmptyState title="Not simulated yet">
        A simulation scores everybody by this model without changing anything, and holds it against who left in the last
        12 months. <ActionButton resource="health-models" id={model.id} verb="simulate" variant="contained" />
      </EmptyState>
    );
  return <Simulation simulation={data} isCurrent={model.simulation?.id === data.id && model.simulation.current} />;
}

/** The key starts with the model's resource, so the live stream refreshes it when the simulation ends. */
function useNewestSimulation(modelId: string) {
  return useQuery<HealthSimulationRow | null>({
    queryKey: ['health-models', 'simulation', modelId],
    queryFn: async ({ signal }) => {
      const question = new URLSearchParams({
        filter: JSON.stringify({ modelId }),
        sort: JSON.stringify(['requestedAt', 'DESC']),
        range: JSON.stringify([0, 0]),
      });
      return (
        healthSimulationRowSchema.array().parse(await getJson(`/health-simulations?${question}`, signal))[0] ?? null
      );
    },
    refetchInterval: ({ state }) => (isAtWork(state.data?.state) ? 1_500 : 15_000),
  });
}

function Simulation({ simulation, isCurrent }: { simulation: HealthSimulationRow; isCurrent: boolean }) {
  const { state, progress, error, population, backtest, requestedByName, requestedAt, against } = simulation;
  const hint = `Asked by ${requestedByName}, ${formatExact(requestedAt)}, against model number ${against}`;
  if (isAtWork(state))
    return (
      <Section title="Simulating" hint={hint}>
        <JobProgress progress={progress} unit="steps" />
      </Section>
    );
  if (population === null || backtest === null)
    return <ErrorState error={new Error(error ?? 'The simulation ended without a result. Ask for it again.')} />;
  return (
    <Box sx={{ display: 'grid', gap: 5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      {!isCurrent && (
        <Banner tone="caution">
          The draft was edited, or another model was published, since this simulation. Simulate it again before it is
          published.
        </Banner>
      )}
      <PopulationResult population={population} hint={hint} />
      <BacktestResult backtest={backtest} />
    </Box>
  );
}
