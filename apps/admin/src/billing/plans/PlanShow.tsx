import { providerName, type Plan } from '@wedsync/domain/billing';
import { useMemo, type ComponentType } from 'react';
import { Link } from 'react-router-dom';
import {
  ActionButton,
  type ActionInputProps,
  formatMoney,
  humanize,
  KeyValueList,
  listUrl,
  PageHeader,
  RecordPage,
  RelativeTime,
  Section,
} from '../../platform/index.ts';
import { FeaturesInput, LimitsInput, TextOfPlan } from './revision-inputs.tsx';

export default function PlanShow() {
  return <RecordPage<Plan>>{(plan) => <PlanDetails plan={plan} />}</RecordPage>;
}

function PlanDetails({ plan }: { readonly plan: Plan }) {
  const inputs = useMemo(() => inputsOf(plan), [plan]);
  return (
    <>
      <PageHeader
        title={plan.name}
        hint={`Version ${plan.number}`}
        actions={
          <ActionButton
            resource="plans"
            id={plan.id}
            verb="revise"
            label="Revise…"
            variant="outlined"
            layout="panel"
            inputs={inputs}
          />
        }
      />
      <Section title="Limits" padded>
        <KeyValueList
          items={Object.entries(plan.limits).map(([key, value]) => ({
            label: humanize(key),
            value: value === null ? 'Unlimited' : value.toLocaleString('en-GB'),
          }))}
        />
      </Section>
      <Section title="Features" padded>
        {plan.features.map(humanize).join(', ') || 'None'}
      </Section>
      <Section title="Prices, before tax" padded>
        <KeyValueList
          items={plan.prices.map(({ currency, interval, unitAmountMinor, providers }) => ({
            label: `${currency} a ${interval}`,
            value: (
              <span className="tabular">
                {formatMoney(unitAmountMinor, currency)} at {providers.map(providerName).join(' and ')}
              </span>
            ),
          }))}
        />
        {plan.prices.length === 0 && 'The provider has told of none yet.'}
      </Section>
      <Section title="Who has it" padded>
        <Link to={listUrl('subscriptions', { filter: { planCode: [plan.id] } })}>
          {plan.subscriptionCount} running subscriptions
        </Link>
      </Section>
      <Section title="History" padded>
        <KeyValueList
          items={plan.versions.map((version) => ({
            label: `Version ${version.number}`,
            value: <Version version={version} />,
          }))}
        />
      </Section>
    </>
  );
}

function Version({ version }: { readonly version: Plan['versions'][number] }) {
  const { publishedAt, publishedByName, approvedByName, reason } = version;
  return (
    <>
      <RelativeTime at={publishedAt} /> by {publishedByName}
      {approvedByName !== null && `, approved by ${approvedByName}`}
      {reason !== null && `: ${reason}`}
    </>
  );
}

/** The form starts from what the plan gives now. */
function inputsOf(plan: Plan): Readonly<Record<string, ComponentType<ActionInputProps>>> {
  return {
    name: function NameOfPlan(props) {
      return <TextOfPlan {...props} start={plan.name} />;
    },
    description: function DescriptionOfPlan(props) {
      return <TextOfPlan {...props} start={plan.description} />;
    },
    limits: function LimitsOfPlan(props) {
      return <LimitsInput {...props} start={plan.limits} />;
    },
    features: function FeaturesOfPlan(props) {
      return <FeaturesInput {...props} start={plan.features} />;
    },
  };
}
