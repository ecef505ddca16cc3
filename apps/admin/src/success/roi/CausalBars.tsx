import type { RoiQuery, RoiReport } from '@wedsync/domain/success';
import {
  BarChart,
  ChartTable,
  ExplainPopover,
  formatMoney,
  moneyCell,
  Section,
  textCell,
} from '../../platform/index.ts';
import { outcomesUrl } from './rows-behind.ts';

/** What the naive count claims beside what the comparison supports; the first is always there, the second only where it can be told. */
export function CausalBars({ report, query }: { readonly report: RoiReport; readonly query: RoiQuery }) {
  const rows = report.playbooks;
  return (
    <Section
      title="Contacted and stayed, and what was saved"
      hint="The grey bar is no effect: most of them would have stayed anyway"
      actions={
        <ExplainPopover
          name="Saved"
          definition="Contacted and stayed: what those are still worth that an act reached and that still pay. Saved: the treated, times what more of them stayed than of those held out, times what one that stays is worth. Only the second says what the playbook did."
          formula="saved = N treated × (stayed treated − stayed held out) × mean residual value"
          source="Outcomes, lifetime values"
        />
      }
    >
      <BarChart
        label="Worth of those contacted that stayed, and what was saved, by playbook"
        categories={rows.map(({ playbookName }) => playbookName)}
        series={[
          {
            label: 'Contacted and stayed (naive)',
            values: rows.map(({ contactedAndStayed }) => contactedAndStayed.minor),
            tone: 'neutral',
          },
          { label: 'Saved (against held out)', values: rows.map(({ saved }) => saved?.minor ?? null), tone: 'accent' },
          { label: 'Cost', values: rows.map(({ costMinor }) => costMinor), tone: 'caution' },
        ]}
        format={(minor) => formatMoney(Math.round(minor), 'GBP', 'short')}
      />
      <ChartTable
        label="Naive and causal, by playbook"
        columns={['Playbook', 'Contacted and stayed', 'Saved', 'From', 'To', 'Cost']}
        rows={rows.map(({ playbookId, playbookName, contactedAndStayed, saved, costMinor }) => ({
          key: playbookId,
          cells: [
            textCell(playbookName),
            moneyCell(
              contactedAndStayed.minor,
              'GBP',
              outcomesUrl(query, { playbookId, contacted: true, retained: true, counted: true }),
            ),
            moneyCell(saved?.minor ?? null, 'GBP', outcomesUrl(query, { playbookId, counted: true, stayJudged: true })),
            moneyCell(saved?.low ?? null, 'GBP'),
            moneyCell(saved?.high ?? null, 'GBP'),
            moneyCell(costMinor, 'GBP', outcomesUrl(query, { playbookId })),
          ],
        }))}
      />
    </Section>
  );
}
