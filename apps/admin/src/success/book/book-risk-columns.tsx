import Box from '@mui/material/Box';
import type { BookRisk } from '@wedsync/domain/success';
import { BandChip, type Column, ExplainPopover, formatPercent, Money } from '../../platform/index.ts';
import { explainSaving } from './book-data.ts';
import { StartPlaybookButton } from './StartPlaybookButton.tsx';

type Row = BookRisk & { readonly id: string };

/** What is to be known of a supplier that may leave, the figure it is ordered by with all its parts. */
export const bookRiskColumns: readonly Column<Row>[] = [
  {
    id: 'businessName',
    label: 'Supplier',
    always: true,
    phone: true,
    oneLine: true,
    render: ({ businessName }) => businessName,
  },
  {
    id: 'expectedSavedMinor',
    label: 'Expected saving',
    align: 'right',
    oneLine: true,
    phone: true,
    render: (risk) => <Saving risk={risk} />,
  },
  {
    id: 'probability',
    label: 'Risk',
    align: 'right',
    phone: true,
    render: ({ probability }) => (
      <span className="tabular">{probability === null ? '–' : formatPercent(probability)}</span>
    ),
  },
  {
    id: 'health',
    label: 'Health',
    oneLine: true,
    render: ({ healthBand, healthScore }) => <BandChip band={healthBand} score={healthScore} />,
  },
  {
    id: 'option',
    label: 'Best now',
    oneLine: true,
    render: ({ supplierId, option }) =>
      option.playbook === null ? 'A call' : <StartPlaybookButton supplierId={supplierId} playbook={option.playbook} />,
  },
  {
    id: 'residual',
    label: 'Left to lose',
    align: 'right',
    hidden: true,
    render: ({ residualValueMinor }) =>
      residualValueMinor === null ? '–' : <Money amountMinor={residualValueMinor} currency="GBP" />,
  },
  {
    id: 'mrr',
    label: 'MRR',
    align: 'right',
    hidden: true,
    render: ({ mrrMinor }) => <Money amountMinor={mrrMinor} currency="GBP" />,
  },
  { id: 'reasons', label: 'Associated with', hidden: true, render: ({ reasons }) => reasons.join(' · ') || '–' },
];

function Saving({ risk }: { readonly risk: Row }) {
  const { businessName, expectedSavedMinor } = risk;
  return (
    <Box component="span" sx={{ display: 'inline-flex', alignItems: 'center', gap: 1 }}>
      {expectedSavedMinor === null ? '–' : <Money amountMinor={expectedSavedMinor} currency="GBP" />}
      <ExplainPopover name={`Expected saving, ${businessName}`} {...explainSaving(risk)} />
    </Box>
  );
}
