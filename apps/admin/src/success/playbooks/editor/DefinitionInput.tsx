import Box from '@mui/material/Box';
import { allSteps, playbookDefinitionSchema, type PlaybookDefinition } from '@wedsync/domain/success';
import type { ReactNode } from 'react';
import { useController } from 'react-hook-form';
import { SkeletonRows } from '../../../platform/index.ts';
import { useSegmentFields } from '../../../suppliers/segments/index.ts';
import { type Fault, faultAt, faultsIn } from './faults.ts';
import { ExitEditor, GoalEditor } from './GoalEditor.tsx';
import { LimitsEditor } from './LimitsEditor.tsx';
import { OptionalRule } from './OptionalRule.tsx';
import { StepList } from './StepList.tsx';
import { TriggerEditor } from './TriggerEditor.tsx';

/** What a playbook does, in the order it happens; what is wrong stands at its field and keeps the form from being saved. */
export function DefinitionInput() {
  const { fields } = useSegmentFields();
  const schema = playbookDefinitionSchema(fields);
  const { field, formState } = useController({
    name: 'draft',
    rules: {
      validate: (raw: unknown) => (schema.safeParse(raw).success ? true : 'Some of it must be put right first.'),
    },
  });
  if (fields.length === 0) return <SkeletonRows rows={8} />;
  const draft: PlaybookDefinition = field.value;
  // A form nobody has tried to save yet does not scold.
  const scold = formState.isSubmitted;
  const faults = scold ? (schema.safeParse(draft).error?.issues ?? []) : [];
  const change = (part: Partial<PlaybookDefinition>) => field.onChange({ ...draft, ...part });
  return <Parts draft={draft} change={change} faults={faults} scold={scold} />;
}

function Parts({
  draft,
  change,
  faults,
  scold,
}: {
  readonly draft: PlaybookDefinition;
  readonly change: (part: Partial<PlaybookDefinition>) => void;
  readonly faults: readonly Fault[];
  readonly scold: boolean;
}) {
  const every = allSteps(draft.steps);
  return (
    <>
      <Part title="When">
        <TriggerEditor
          trigger={draft.trigger}
          faults={faultsIn(faults, 'trigger')}
          onChange={(trigger) => change({ trigger })}
        />
        <OptionalRule
          label="Only suppliers whom a rule means"
          rule={draft.who}
          scold={scold}
          fault={faultAt(faults, 'who')}
          onChange={(who) => change({ who })}
        />
      </Part>
      <Part title="What is done">
        <StepList
          label="the playbook"
          steps={draft.steps}
          faults={faultsIn(faults, 'steps')}
          scold={scold}
          ids={every.map(({ id }) => id)}
          messages={every.filter(({ kind }) => kind === 'message').map(({ id }) => id)}
          depth={1}
          onChange={(steps) => change({ steps })}
        />
      </Part>
      <Part title="Goal">
        <GoalEditor
          value={draft.goal}
          faults={faultsIn(faults, 'goal')}
          scold={scold}
          onChange={(goal) => change({ goal })}
        />
      </Part>
      <Part title="Leaves before the end">
        <ExitEditor
          value={draft.exit}
          faults={faultsIn(faults, 'exit')}
          scold={scold}
          onChange={(exit) => change({ exit })}
        />
      </Part>
      <Part title="Limits">
        <LimitsEditor draft={draft} onChange={change} faults={faults} />
      </Part>
    </>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Box component="fieldset" sx={{ border: 0, margin: 0, padding: 0, display: 'grid', gap: 3, minWidth: 0 }}>
      <Box component="legend" sx={{ fontWeight: 600, fontSize: 15, padding: 0, marginBottom: 2 }}>
        {title}
      </Box>
      {children}
    </Box>
  );
}
