import { ChoiceToggle, FilterTokens, Page, PageHeader, useAddress, useNow } from '../../platform/index.ts';
import { lastDays } from '../last-days.ts';
import { usePlaybookChoices } from '../playbooks/use-playbook-choices.ts';
import { FunnelSections } from './FunnelSections.tsx';
import { InterventionTabs } from './InterventionTabs.tsx';

const spans = [30, 90, 365] as const;

/** How many wanted in, were held out, reached and came to the goal; how far back, and for which playbook, stays in the address. */
export default function FunnelPage() {
  const [search, change] = useAddress();
  const days = spans.find((span) => String(span) === search.get('days')) ?? 90;
  const playbookId = search.get('playbook') ?? undefined;
  const period = lastDays(days, useNow());
  return (
    <Page>
      <PageHeader
        title="Interventions"
        actions={
          <ChoiceToggle
            label="Days shown"
            value={days}
            choices={spans.map((id) => ({ id, name: `${id} days` }))}
            onChange={(span) => change({ days: String(span) })}
          />
        }
      >
        <FilterTokens
          definitions={[{ source: 'playbookId', label: 'Playbook', kind: 'choice', choices: usePlaybookChoices() }]}
          values={playbookId === undefined ? {} : { playbookId }}
          onChange={(values) => change({ playbook: typeof values.playbookId === 'string' ? values.playbookId : null })}
        />
      </PageHeader>
      <InterventionTabs />
      <FunnelSections period={{ ...period, ...(playbookId === undefined ? {} : { playbookId }) }} />
    </Page>
  );
}
