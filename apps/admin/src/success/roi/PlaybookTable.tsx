import type { RoiQuery, RoiReport } from '@wedsync/domain/success';
import {
  countCell,
  ExportButton,
  type FigureCell,
  FigureTable,
  moneyCell,
  percentCell,
  ratioCell,
  Section,
  StatusChip,
  ToneChip,
} from '../../platform/index.ts';
import { intervalWords, pointsOf, verdictWords } from '../interventions/intervention-words.ts';
import { moneyRange } from './money-range.ts';
import { outcomesUrl } from './rows-behind.ts';

type Line = RoiReport['playbooks'][number];

const columns = [
  'Playbook',
  'State',
  'Treated',
  'Held out',
  'Goal met',
  'Goal met, held out',
  'Stayed',
  'Stayed, held out',
  'More stay, points',
  '95 %',
  'Says',
  'Saved',
  'Saved, 95 %',
  'Contacted and stayed',
  'Impact on value',
  'Cost',
  'Cost of those judged',
  'Net',
  'Return',
];

/** A playbook a row, with every figure opening the rows behind it. */
export function PlaybookTable({ report, query }: { readonly report: RoiReport; readonly query: RoiQuery }) {
  const rows = report.playbooks.map((line) => ({ key: line.playbookId, cells: cellsOf(line, query) }));
  return (
    <Section
      title="Playbooks"
      hint="Net and return: saved less what was spent on those judged"
      padded={false}
      actions={<ExportButton name="roi-playbooks" columns={columns} rows={rows} />}
    >
      <FigureTable label="What each playbook brought" columns={columns} rows={rows} />
    </Section>
  );
}

function cellsOf(line: Line, query: RoiQuery): readonly FigureCell[] {
  const { playbookId, goal, staying, saved, net, ratio } = line;
  const rows = (more: Parameters<typeof outcomesUrl>[1]) => outcomesUrl(query, { playbookId, ...more });
  const { words, tone } = verdictWords[staying.verdict];
  return [
    { ...oneLine(line.playbookName), to: `/playbooks/${playbookId}/show` },
    { shown: <StatusChip status={line.state} />, value: line.state },
    countCell(line.entered, rows({ arm: 'treated' })),
    countCell(line.heldOut, rows({ arm: 'held_out' })),
    percentCell(shareOf(goal.treated), rows({ arm: 'treated', counted: true, goalMet: true })),
    percentCell(shareOf(goal.heldOut), rows({ arm: 'held_out', counted: true, goalMet: true })),
    percentCell(shareOf(staying.treated), rows({ arm: 'treated', counted: true, retained: true })),
    percentCell(shareOf(staying.heldOut), rows({ arm: 'held_out', counted: true, retained: true })),
    {
      ...oneLine(staying.uplift === null ? '–' : pointsOf(staying.uplift.difference)),
      value: staying.uplift?.difference ?? null,
    },
    oneLine(intervalWords(staying)),
    { shown: <ToneChip tone={tone}>{words}</ToneChip>, value: words },
    moneyCell(saved?.minor ?? null, 'GBP', rows({ counted: true, stayJudged: true })),
    oneLine(saved === null ? '–' : moneyRange(saved)),
    moneyCell(
      line.contactedAndStayed.minor,
      'GBP',
      rows({ arm: 'treated', counted: true, contacted: true, retained: true }),
    ),
    moneyCell(line.valueImpact?.minor ?? null, 'GBP'),
    moneyCell(line.costMinor, 'GBP', rows({ arm: 'treated' })),
    moneyCell(line.judgedCostMinor, 'GBP', rows({ arm: 'treated', counted: true, stayJudged: true })),
    moneyCell(net?.minor ?? null, 'GBP'),
    ratioCell(ratio?.value ?? null),
  ];
}

const shareOf = ({ n, successes }: Line['goal']['treated']) => (n === 0 ? null : successes / n);

function oneLine(text: string): FigureCell {
  return { shown: <span style={{ whiteSpace: 'nowrap' }}>{text}</span>, value: text };
}
