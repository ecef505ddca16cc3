import Box from '@mui/material/Box';
import type { PlaybookDefinition, PlaybookStep } from '@wedsync/domain/success';
import type { ReactNode } from 'react';
import { useSegmentFields } from '../../../suppliers/segments/index.ts';
import { KeyValueList, Section } from '../../../platform/index.ts';
import { describeStep, describeTrigger } from '../playbook-words.ts';

type Props = { readonly definition: PlaybookDefinition; readonly hint: ReactNode; readonly actions: ReactNode };

/** What a playbook does, in words. */
export function PlaybookSteps({ definition, hint, actions }: Props) {
  const { words } = useSegmentFields();
  const { who, goal, holdoutPercent, coolDownDays, priority, approveBeforeSend } = definition;
  const items = [
    { label: 'When', value: describeTrigger(definition) },
    { label: 'Who', value: who === null ? 'Everybody it happens to' : words(who) },
    {
      label: 'Goal',
      value: `${'rule' in goal ? words(goal.rule) : `${goal.event}, ${goal.times}×`} within ${goal.withinDays} days`,
    },
    { label: 'Hold-out', value: `${holdoutPercent} %` },
    { label: 'Cool-down', value: `${coolDownDays} days` },
    { label: 'Priority', value: priority },
    { label: 'Messages', value: approveBeforeSend ? 'Each is approved before it leaves' : 'Leave by themselves' },
  ];
  return (
    <Section title="What it does" hint={hint} actions={actions}>
      <Box sx={{ display: 'grid', gap: 4 }}>
        <KeyValueList items={items} />
        <Steps steps={definition.steps} words={words} />
      </Box>
    </Section>
  );
}

type StepsProps = {
  readonly steps: readonly PlaybookStep[];
  readonly words: ReturnType<typeof useSegmentFields>['words'];
};

function Steps({ steps, words }: StepsProps) {
  return (
    <Box component="ol" sx={{ margin: 0, paddingLeft: 5, display: 'grid', gap: 1 }}>
      {steps.map((step) => (
        <li key={step.id}>
          {describeStep(step)}
          {step.kind === 'branch' && (
            <>
              {'rule' in step.when && `: ${words(step.when.rule)}`}
              <Answer label="If so" steps={step.yes} words={words} />
              <Answer label="If not" steps={step.no} words={words} />
            </>
          )}
        </li>
      ))}
    </Box>
  );
}

function Answer({ label, steps, words }: StepsProps & { readonly label: string }) {
  return (
    <Box sx={{ marginTop: 1 }}>
      <Box component="span" sx={{ color: 'text.secondary' }}>
        {steps.length === 0 ? `${label}: goes on` : label}
      </Box>
      {steps.length > 0 && <Steps steps={steps} words={words} />}
    </Box>
  );
}
