import { useQuery } from '@tanstack/react-query';
import { healthModelRowSchema, type HealthModelRow } from '@wedsync/domain/success';
import {
  ActionButton,
  Banner,
  DeleteRecord,
  formatDate,
  getJson,
  PageHeader,
  RecordPage,
  Section,
  StatusChip,
  TabBar,
  usePermission,
} from '../../../platform/index.ts';
import { ModelParts } from '../ModelExplanation.tsx';
import { ModelEditor } from './editor/ModelEditor.tsx';
import { useModelDraft } from './editor/use-model-draft.ts';
import { isAtWork, JobProgress } from './JobProgress.tsx';
import { simulationWords } from './model-columns.tsx';
import { NewDraftButton } from './NewDraftButton.tsx';
import { SimulationTab } from './simulation/SimulationTab.tsx';

/** One model: edited while it is a draft, tried on everybody and on the past, published by two people. */
export default function ModelShow() {
  return <RecordPage<HealthModelRow>>{(model) => <ModelDetails key={model.id} model={model} />}</RecordPage>;
}

function ModelDetails({ model }: { model: HealthModelRow }) {
  const { number, title, state } = model;
  const mayEdit = usePermission('health-models:update');
  const maySimulate = usePermission('health-simulations:list');
  // Held above the tabs, of which only one is there: a look at the simulation loses nothing.
  const draft = useModelDraft(model);
  const parts =
    state === 'draft' && mayEdit ? (
      <ModelEditor draft={draft} />
    ) : (
      <Section title="What it measures" padded={false}>
        <ModelParts model={model} />
      </Section>
    );
  const simulation = { id: 'simulation', label: 'Simulation', element: <SimulationTab model={model} /> };
  return (
    <>
      <PageHeader
        title={title}
        hint={historyOf(model)}
        actions={<ModelActions model={model} onDeleted={draft.reload} />}
      >
        <StatusChip status={state} />
        <span>
          Number {number}. {state === 'draft' && `Simulation: ${simulationWords(model).toLowerCase()}.`}
        </span>
      </PageHeader>
      <Applying model={model} />
      <TabBar
        label="Health model"
        tabs={[
          { id: 'model', label: 'Model', element: parts },
          ...(maySimulate && state !== 'published' ? [simulation] : []),
        ]}
      />
    </>
  );
}

function historyOf({ state, authorName, basedOn, publishedAt, publishedBy, approverName }: HealthModelRow): string {
  if (state === 'draft') return `drafted by ${authorName}${basedOn === null ? '' : ` from number ${basedOn}`}`;
  const by = [publishedBy, approverName].filter(Boolean).join(' and ');
  return publishedAt === null ? '' : `published ${formatDate(publishedAt)} by ${by}`;
}

type ActionsProps = { readonly model: HealthModelRow; readonly onDeleted: () => void };

function ModelActions({ model, onDeleted }: ActionsProps) {
  const { id, title, state } = model;
  return (
    <>
      {state === 'draft' ? (
        <DeleteRecord
          resource="health-models"
          record={model}
          name={`“${title}”`}
          label="Delete draft"
          onDeleted={onDeleted}
        >
          The draft and its simulations go; what scores now stays.
        </DeleteRecord>
      ) : (
        <NewDraftButton basedOn={id} title={title} />
      )}
      {state !== 'published' && <ActionButton resource="health-models" id={id} verb="simulate" variant="outlined" />}
      {state !== 'published' && (
        <ActionButton
          resource="health-models"
          id={id}
          verb="publish"
          variant="contained"
          label={state === 'retired' ? 'Publish again' : undefined}
        />
      )}
    </>
  );
}

/** Follows the scoring of everybody after the model was published. */
function Applying({ model }: { model: HealthModelRow }) {
  const { data = model } = useQuery({
    queryKey: ['health-models', 'applying', model.id],
    queryFn: async ({ signal }) =>
      healthModelRowSchema.parse(await getJson(`/health-models/${encodeURIComponent(model.id)}`, signal)),
    enabled: isAtWork(model.applying?.state),
    refetchInterval: ({ state }) => (isAtWork(state.data?.applying?.state ?? 'waiting') ? 1_500 : false),
  });
  const { applying, state } = data;
  if (state !== 'published' || applying === null || applying.state === 'done') return null;
  if (applying.state === 'failed')
    return <Banner tone="critical">Scoring everybody by this model failed; tonight’s sweep does it again.</Banner>;
  return (
    <Banner tone="info">
      Everybody is being scored by this model. <JobProgress progress={applying.progress} unit="suppliers" />
    </Banner>
  );
}
