import type { RoiReport } from '@wedsync/domain/success';
import {
  countCell,
  EmptyState,
  ExportButton,
  FigureTable,
  percentCell,
  Section,
  textCell,
} from '../../platform/index.ts';
import { upliftWords, verdictWords } from '../interventions/intervention-words.ts';

const columns = [
  'Milestone',
  'Playbook',
  'Could reach it',
  'Did',
  'Held out, could',
  'Held out, did',
  'More reach it',
  'Says',
  'All suppliers',
];

/** Of those who had not reached a milestone on entering, how many did within the window: treated, held out, and beside them everybody. */
export function MilestoneTable({ report: { milestones, retentionDays } }: { readonly report: RoiReport }) {
  const rows = milestones.map(({ playbookId, playbookName, milestoneId, title, effect, cohortShare }) => ({
    key: `${playbookId}-${milestoneId}`,
    cells: [
      textCell(title),
      textCell(playbookName),
      countCell(effect.treated.n),
      percentCell(share(effect.treated)),
      countCell(effect.heldOut.n),
      percentCell(share(effect.heldOut)),
      textCell(upliftWords(effect)),
      textCell(verdictWords[effect.verdict].words),
      percentCell(cohortShare),
    ],
  }));
  return (
    <Section
      title="Milestones"
      hint={`Reached within ${retentionDays} days of entering; the last column is the share of all suppliers ever there`}
      padded={false}
      actions={<ExportButton name="roi-milestones" columns={columns} rows={rows} />}
    >
      {rows.length === 0 ? (
        <EmptyState title="Nothing to tell yet">
          Once the days of somebody who paid on entering have passed, this shows what they came to.
        </EmptyState>
      ) : (
        <FigureTable label="Milestones reached after entering" columns={columns} rows={rows} />
      )}
    </Section>
  );
}

const share = ({ n, successes }: { readonly n: number; readonly successes: number }) =>
  n === 0 ? null : successes / n;
