import Box from '@mui/material/Box';
import { grouped } from '@wedsync/domain/platform';
import type { ActResult, RoiQuery, RoiReport } from '@wedsync/domain/success';
import {
  countCell,
  EmptyState,
  ExplainPopover,
  ExportButton,
  FigureTable,
  humanize,
  moneyCell,
  percentCell,
  Section,
  textCell,
} from '../../platform/index.ts';
import { actsUrl } from './rows-behind.ts';

const figures = [
  'Acts',
  'Kept back',
  'Sent',
  'Arrived',
  'Engaged',
  'Engaged share',
  'Then goal met',
  'Cost',
  'Cost per engaged',
];
const columns = ['Step', 'By', ...figures];

/** Each step and each channel: what arrived, what was noticed, what it cost. Followed by, not caused by. */
export function ActTable({ report: { acts }, query }: { readonly report: RoiReport; readonly query: RoiQuery }) {
  if (acts.length === 0)
    return (
      <Section title="Steps">
        <EmptyState title="Nothing was done">Acts of playbooks entered in these months appear here.</EmptyState>
      </Section>
    );
  const channels = [...grouped(acts, ({ kind }) => kind)].map(([kind, own]) =>
    lineOf(kind, [humanize(kind)], sumOf(own), actsUrl(query, { kind: [kind] })),
  );
  const steps = acts.map((act) =>
    lineOf(
      `${act.playbookId}-${act.step}-${act.kind}`,
      [`${act.playbookName}: ${act.step}`, humanize(act.kind)],
      act,
      actsUrl(query, { playbookId: act.playbookId, step: act.step, kind: [act.kind] }),
    ),
  );
  return (
    <Box sx={{ display: 'grid', gap: 5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Section
        title="Channels"
        padded={false}
        actions={
          <ExplainPopover
            name="Steps and channels"
            definition="What followed an act, not what it caused: only the hold-out of a whole playbook can say that. Compare steps of one playbook with each other."
          />
        }
      >
        <FigureTable label="By channel" columns={['Channel', ...figures]} rows={channels} />
      </Section>
      <Section title="Steps" padded={false} actions={<ExportButton name="roi-steps" columns={columns} rows={steps} />}>
        <FigureTable label="By step" columns={columns} rows={steps} />
      </Section>
    </Box>
  );
}

type Sums = Pick<ActResult, 'acts' | 'keptBack' | 'sent' | 'arrived' | 'engaged' | 'goalMet' | 'costMinor'>;

function sumOf(acts: readonly ActResult[]): Sums {
  const sum = (pick: (act: ActResult) => number) => acts.reduce((total, act) => total + pick(act), 0);
  return {
    acts: sum((act) => act.acts),
    keptBack: sum(({ keptBack }) => keptBack),
    sent: sum(({ sent }) => sent),
    arrived: sum(({ arrived }) => arrived),
    engaged: sum(({ engaged }) => engaged),
    goalMet: sum(({ goalMet }) => goalMet),
    costMinor: sum(({ costMinor }) => costMinor),
  };
}

function lineOf(key: string, names: readonly string[], sums: Sums, to: ReturnType<typeof actsUrl>) {
  return {
    key,
    cells: [
      ...names.map((name) => textCell(name)),
      countCell(sums.acts, to()),
      countCell(sums.keptBack, to(['suppressed', 'cancelled'])),
      countCell(sums.sent, to(['sent', 'delivered', 'bounced', 'engaged'])),
      countCell(sums.arrived, to(['sent', 'delivered', 'engaged'])),
      countCell(sums.engaged, to(['engaged'])),
      percentCell(sums.sent === 0 ? null : sums.engaged / sums.sent),
      countCell(sums.goalMet),
      moneyCell(sums.costMinor, 'GBP'),
      moneyCell(sums.engaged === 0 ? null : sums.costMinor / sums.engaged, 'GBP'),
    ],
  };
}
