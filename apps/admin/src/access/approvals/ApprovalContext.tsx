import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import type { Approval } from '@wedsync/domain/access';
import { datesInWords, KeyValueList, Section } from '../../platform/index.ts';
import { Amount } from './approval-columns.tsx';
import { AboutSupplier } from './AboutSupplier.tsx';
import { requestFacts } from './request-facts.tsx';

type Props = { readonly approval: Approval; readonly onDecide: (verb: 'approve' | 'reject') => void };

/** Everything needed to decide: what was asked and why, what it does, and what happened with this supplier before. */
export function ApprovalContext({ approval, onDecide }: Props) {
  const { preview } = approval;
  return (
    <Box sx={{ display: 'grid', gap: 5 }}>
      <Section
        title={
          <>
            {approval.title} {approval.amount && <Amount amount={approval.amount} />}
          </>
        }
        actions={
          <>
            <Button variant="outlined" color="error" onClick={() => onDecide('reject')}>
              Reject
            </Button>
            <Button variant="contained" onClick={() => onDecide('approve')}>
              Approve
            </Button>
          </>
        }
      >
        <KeyValueList items={requestFacts(approval)} />
      </Section>
      <Section title="What it does" hint="as shown to the requester; approving shows it as of now">
        <Box sx={{ display: 'grid', gap: 3 }}>
          <KeyValueList
            items={preview.lines.map(({ label, value }) => ({ label, value: datesInWords(value) }))}
            labelWidth={200}
          />
          {preview.warnings.map((warning) => (
            <Alert key={warning} severity="warning">
              {warning}
            </Alert>
          ))}
        </Box>
      </Section>
      {approval.supplierId !== null && <AboutSupplier supplierId={approval.supplierId} action={approval.action} />}
    </Box>
  );
}
