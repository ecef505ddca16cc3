import type { PlaybookDefinition } from '@wedsync/domain/success';
import { choicesIn } from '../../../platform/index.ts';
import { useSegmentChoices } from '../../../suppliers/segments/index.ts';
import { triggerKinds, usualEvents } from '../playbook-words.ts';
import { ChoiceField, NumberField, WordsField } from './Field.tsx';
import { type Fault, faultAt } from './faults.ts';
import { Row } from './Row.tsx';
import { newTriggers } from './new-parts.ts';

type Trigger = PlaybookDefinition['trigger'];
type Props = {
  readonly trigger: Trigger;
  readonly onChange: (trigger: Trigger) => void;
  readonly faults: readonly Fault[];
};
type Part<K extends Trigger['kind']> = Omit<Props, 'trigger'> & { readonly trigger: Extract<Trigger, { kind: K }> };

const kinds = choicesIn(triggerKinds);

/** What sets the playbook going. */
export function TriggerEditor(props: Props) {
  const { trigger, onChange } = props;
  const choose = (id: string) => {
    const [kind] = Object.values(newTriggers).filter((each) => each.kind === id);
    if (kind !== undefined) onChange(kind);
  };
  return (
    <Row>
      <ChoiceField label="Sets it going" value={trigger.kind} choices={kinds} onChange={choose} />
      <Details {...props} />
    </Row>
  );
}

function Details({ trigger, ...shared }: Props) {
  switch (trigger.kind) {
    case 'event':
      return <EventPart trigger={trigger} {...shared} />;
    case 'segment':
      return <SegmentPart trigger={trigger} {...shared} />;
    case 'score':
      return <ScorePart trigger={trigger} {...shared} />;
    case 'schedule':
      return <SchedulePart trigger={trigger} {...shared} />;
  }
}

function EventPart({ trigger, onChange, faults }: Part<'event'>) {
  return (
    <WordsField
      label="What happens"
      value={trigger.event}
      often={usualEvents}
      fault={faultAt(faults, 'event')}
      onChange={(event) => onChange({ ...trigger, event })}
    />
  );
}

function SegmentPart({ trigger, onChange, faults }: Part<'segment'>) {
  return (
    <ChoiceField
      label="Segment"
      value={trigger.segmentId}
      choices={useSegmentChoices()}
      fault={faultAt(faults, 'segmentId')}
      onChange={(segmentId) => onChange({ ...trigger, segmentId })}
    />
  );
}

const scores = choicesIn({ health: 'Health', churn: 'Risk of leaving, %' });
const sides = choicesIn({ below: 'falls below', above: 'rises above' });

function ScorePart({ trigger, onChange, faults }: Part<'score'>) {
  return (
    <>
      <ChoiceField
        label="Score"
        value={trigger.score}
        choices={scores}
        onChange={(id) => onChange({ ...trigger, score: id === 'churn' ? 'churn' : 'health' })}
      />
      <ChoiceField
        label="Passes"
        value={trigger.passes}
        choices={sides}
        onChange={(id) => onChange({ ...trigger, passes: id === 'above' ? 'above' : 'below' })}
      />
      <NumberField
        label="Mark"
        value={trigger.mark}
        fault={faultAt(faults, 'mark')}
        onChange={(mark) => onChange({ ...trigger, mark })}
      />
    </>
  );
}

const periods = ['day', 'week', 'month'] as const;
const every = choicesIn({ day: 'Every day', week: 'Every week', month: 'Every month' });

function SchedulePart({ trigger, onChange, faults }: Part<'schedule'>) {
  return (
    <>
      <ChoiceField
        label="How often"
        value={trigger.every}
        choices={every}
        onChange={(id) => onChange({ ...trigger, every: periods.find((one) => one === id) ?? 'day' })}
      />
      {trigger.every !== 'day' && (
        <NumberField
          label={trigger.every === 'week' ? 'On day, 1 is Monday' : 'On day of the month'}
          value={trigger.on}
          fault={faultAt(faults, 'on')}
          onChange={(on) => onChange({ ...trigger, on })}
        />
      )}
      <NumberField
        label="At hour"
        help="Of the supplier's day"
        value={trigger.hour}
        fault={faultAt(faults, 'hour')}
        onChange={(hour) => onChange({ ...trigger, hour })}
      />
    </>
  );
}
