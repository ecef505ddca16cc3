import { channelTitles, contactChannels } from '@wedsync/domain/privacy';
import { taskPriorities } from '@wedsync/domain/suppliers';
import type { PlaybookStep } from '@wedsync/domain/success';
import { choicesIn, choicesOf } from '../../../platform/index.ts';
import { RuleEditor } from '../../../suppliers/segments/index.ts';
import { usePublishedTemplates } from '../playbook-data.ts';
import { usualEvents } from '../playbook-words.ts';
import { ChoiceField, NumberField, WordsField } from './Field.tsx';
import { type Fault, faultAt } from './faults.ts';
import { newRule } from './new-parts.ts';
import { Row } from './Row.tsx';

export type StepFieldsProps<S extends PlaybookStep = PlaybookStep> = {
  readonly step: S;
  readonly onChange: (step: PlaybookStep) => void;
  readonly faults: readonly Fault[];
  readonly scold: boolean;
  /** Ids of the messages of the whole playbook. */
  readonly messages: readonly string[];
};

type Of<K extends PlaybookStep['kind']> = StepFieldsProps<Extract<PlaybookStep, { kind: K }>>;

/** What one step says. */
export function StepFields({ step, ...shared }: StepFieldsProps) {
  switch (step.kind) {
    case 'message':
      return <MessageFields step={step} {...shared} />;
    case 'task':
      return <TaskFields step={step} {...shared} />;
    case 'alert':
      return <AlertFields step={step} {...shared} />;
    case 'wait':
      return <WaitField step={step} {...shared} />;
    case 'wait_for':
      return <WaitForFields step={step} {...shared} />;
    case 'branch':
      return <QuestionFields step={step} {...shared} />;
    case 'stop':
      return <>Nothing follows. The goal is still judged.</>;
  }
}

const channels = choicesIn(channelTitles);

function MessageFields({ step, onChange, faults }: Of<'message'>) {
  const templates = usePublishedTemplates().filter(({ channel }) => channel === step.channel);
  return (
    <Row>
      <ChoiceField
        label="By"
        value={step.channel}
        choices={channels}
        onChange={(id) =>
          onChange({ ...step, channel: contactChannels.find((one) => one === id) ?? 'email', template: '' })
        }
      />
      <ChoiceField
        label="Template"
        value={step.template}
        choices={templates.map(({ name }) => ({ id: name, name }))}
        fault={faultAt(faults, 'template') === undefined ? undefined : 'Choose a published template.'}
        help={templates.length === 0 ? 'Publish a template for this channel first.' : undefined}
        onChange={(template) => onChange({ ...step, template })}
      />
    </Row>
  );
}

const priorities = choicesOf(taskPriorities);

function TaskFields({ step, onChange, faults }: Of<'task'>) {
  return (
    <Row>
      <WordsField
        label="What to do"
        value={step.title}
        fault={faultAt(faults, 'title')}
        onChange={(title) => onChange({ ...step, title })}
      />
      <ChoiceField
        label="Priority"
        value={step.priority}
        choices={priorities}
        onChange={(id) => onChange({ ...step, priority: taskPriorities.find((one) => one === id) ?? 'normal' })}
      />
      <NumberField
        label="Due in days"
        value={step.dueInDays}
        fault={faultAt(faults, 'dueInDays')}
        onChange={(dueInDays) => onChange({ ...step, dueInDays })}
      />
    </Row>
  );
}

function AlertFields({ step, onChange, faults }: Of<'alert'>) {
  return (
    <WordsField
      label="What colleagues read"
      value={step.text}
      fault={faultAt(faults, 'text')}
      onChange={(text) => onChange({ ...step, text })}
    />
  );
}

function WaitField({ step, onChange, faults }: Of<'wait'> | Of<'wait_for'>) {
  return (
    <NumberField
      label={step.kind === 'wait' ? 'Hours' : 'Hours at most'}
      help={`${Math.round((step.hours / 24) * 10) / 10} days`}
      value={step.hours}
      fault={faultAt(faults, 'hours')}
      onChange={(hours) => onChange({ ...step, hours })}
    />
  );
}

function WaitForFields(props: Of<'wait_for'>) {
  const { step, onChange, faults } = props;
  return (
    <Row>
      <WordsField
        label="What happens"
        value={step.event}
        often={usualEvents}
        fault={faultAt(faults, 'event')}
        onChange={(event) => onChange({ ...step, event })}
      />
      <WaitField {...props} />
    </Row>
  );
}

const questions = choicesIn({ rule: 'A rule about the supplier', engagedWith: 'Whether a message was read' });

function QuestionFields({ step, onChange, faults, scold, messages }: Of<'branch'>) {
  const { when } = step;
  return (
    <>
      <Row>
        <ChoiceField
          label="Asks"
          value={'rule' in when ? 'rule' : 'engagedWith'}
          choices={questions}
          onChange={(id) => onChange({ ...step, when: id === 'rule' ? { rule: newRule } : { engagedWith: '' } })}
        />
        {'engagedWith' in when && (
          <ChoiceField
            label="Message"
            value={when.engagedWith}
            choices={messages.map((id) => ({ id, name: id }))}
            fault={faultAt(faults, 'when') === undefined ? undefined : 'Choose a message.'}
            onChange={(engagedWith) => onChange({ ...step, when: { engagedWith } })}
          />
        )}
      </Row>
      {'rule' in when && (
        <RuleEditor rule={when.rule} scold={scold} onChange={(rule) => onChange({ ...step, when: { rule } })} />
      )}
    </>
  );
}
