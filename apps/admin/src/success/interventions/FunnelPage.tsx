import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import { calendarDate, DAY_MS } from '@wedsync/domain/platform';
import { useSearchParams } from 'react-router-dom';
import { FilterTokens, Page, PageHeader, useNow } from '../../platform/index.ts';
import { usePlaybookChoices } from '../playbooks/use-playbook-choices.ts';
import { FunnelSections } from './FunnelSections.tsx';
import { InterventionTabs } from './InterventionTabs.tsx';

const spans = [30, 90, 365] as const;

/** How many wanted in, were held out, reached and came to the goal; how far back, and for which playbook, stays in the address. */
export default function FunnelPage() {
  const [search, setSearch] = useSearchParams();
  const now = useNow();
  const days = spans.find((span) => String(span) === search.get('days')) ?? 90;
  const playbookId = search.get('playbook') ?? undefined;
  const change = (next: Record<string, string | undefined>) =>
    setSearch(
      (previous) => new URLSearchParams(Object.entries({ ...Object.fromEntries(previous), ...next }).flatMap(defined)),
      { replace: true },
    );
  const period = { from: calendarDate(new Date(now - (days - 1) * DAY_MS)), to: calendarDate(new Date(now)) };
  return (
    <Page>
      <PageHeader
        title="Interventions"
        actions={
          <ToggleButtonGroup
            exclusive
            size="small"
            aria-label="Days shown"
            value={days}
            onChange={(_event, span: number | null) => span !== null && change({ days: String(span) })}
          >
            {spans.map((span) => (
              <ToggleButton key={span} value={span}>
                {span} days
              </ToggleButton>
            ))}
          </ToggleButtonGroup>
        }
      >
        <FilterTokens
          definitions={[{ source: 'playbookId', label: 'Playbook', kind: 'choice', choices: usePlaybookChoices() }]}
          values={playbookId === undefined ? {} : { playbookId }}
          onChange={(values) =>
            change({ playbook: typeof values.playbookId === 'string' ? values.playbookId : undefined })
          }
        />
      </PageHeader>
      <InterventionTabs />
      <FunnelSections period={{ ...period, ...(playbookId === undefined ? {} : { playbookId }) }} />
    </Page>
  );
}

function defined([key, value]: [string, string | undefined]): [string, string][] {
  return value === undefined ? [] : [[key, value]];
}
