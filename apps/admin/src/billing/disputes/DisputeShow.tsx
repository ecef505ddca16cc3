import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableRow from '@mui/material/TableRow';
import type { Dispute, DisputeCase } from '@wedsync/domain/billing';
import { Link } from 'react-router-dom';
import {
  Banner,
  CopyId,
  EmptyState,
  ErrorState,
  humanize,
  type KeyValue,
  KeyValueList,
  Money,
  PageHeader,
  recordPath,
  RecordPage,
  RelativeTime,
  Section,
  SkeletonRows,
  StatusChip,
} from '../../platform/index.ts';
import { useDisputeCase } from './dispute-data.ts';
import { EvidenceForm } from './EvidenceForm.tsx';

/** One contested payment: what to hand in by when, and what it did to the money. */
export default function DisputeShow() {
  return <RecordPage<Dispute>>{(dispute) => <DisputeDetails dispute={dispute} />}</RecordPage>;
}

function DisputeDetails({ dispute }: { readonly dispute: Dispute }) {
  const { data, error, refetch } = useDisputeCase(dispute.id);
  return (
    <>
      <PageHeader title={`Dispute by ${dispute.businessName ?? 'an unlinked customer'}`}>
        <StatusChip status={dispute.status} />
      </PageHeader>
      <Section title="What is contested">
        <KeyValueList items={factsOf(dispute)} />
      </Section>
      {error && <ErrorState error={error} retry={() => void refetch()} />}
      {data === undefined ? <SkeletonRows rows={6} /> : <Answer dispute={data} />}
    </>
  );
}

function Answer({ dispute }: { readonly dispute: DisputeCase }) {
  const { request, submittedAt, submittedByName } = dispute;
  return (
    <>
      {request !== null && request.state !== 'succeeded' && (
        <Banner tone={request.state === 'failed' ? 'critical' : 'info'}>
          {request.state === 'failed'
            ? `Handing in failed: ${request.error ?? 'no reason given'}`
            : 'Evidence is being handed in.'}
        </Banner>
      )}
      {submittedAt !== null && (
        <Banner tone="info">
          Handed in <RelativeTime at={submittedAt} /> by {submittedByName ?? 'somebody'}. The bank decides now.
        </Banner>
      )}
      <EvidenceForm key={dispute.id} dispute={dispute} />
      <Movements movements={dispute.movements} />
    </>
  );
}

function Movements({ movements }: Pick<DisputeCase, 'movements'>) {
  return (
    <Section title="What it did to the money" padded={false}>
      {movements.length === 0 ? (
        <EmptyState title="Nothing moved">
          An inquiry takes no money. A chargeback shows here what it took and what came back.
        </EmptyState>
      ) : (
        <Table size="small" aria-label="Movements" className="tabular">
          <TableBody>
            {movements.map(({ id, at, amountMinor, feeMinor, currency, description }) => (
              <TableRow key={id}>
                <TableCell>
                  <RelativeTime at={at} />
                </TableCell>
                <TableCell>{description ?? id}</TableCell>
                <TableCell align="right">
                  <Money amountMinor={amountMinor} currency={currency} />
                </TableCell>
                <TableCell align="right">
                  fee <Money amountMinor={feeMinor} currency={currency} />
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
    </Section>
  );
}

function factsOf(dispute: Dispute): KeyValue[] {
  const { supplierId, businessName, chargeId } = dispute;
  return [
    { label: 'Amount', value: <Money amountMinor={dispute.amountMinor} currency={dispute.currency} /> },
    { label: 'The cardholder says', value: humanize(dispute.reason) },
    { label: 'Answer by', value: <RelativeTime at={dispute.dueBy} /> },
    { label: 'Opened', value: <RelativeTime at={dispute.createdAt} /> },
    { label: 'Payment', value: <Link to={recordPath('charges', chargeId)}>{chargeId}</Link> },
    {
      label: 'Supplier',
      value: supplierId === null ? '–' : <Link to={recordPath('suppliers', supplierId)}>{businessName}</Link>,
    },
    { label: 'Dispute', value: <CopyId id={dispute.id} /> },
  ];
}
