import Button from '@mui/material/Button';
import type { Alert } from '@wedsync/domain/delivery';
import { Link } from 'react-router-dom';
import {
  ActionButton,
  CopyId,
  KeyValueList,
  PageHeader,
  recordPath,
  RecordPage,
  RelativeTime,
  Section,
  StatusChip,
} from '../../platform/index.ts';
import { SeverityChip } from './alert-columns.tsx';

/** One alert: what happened, how often, and who took care of it. */
export default function AlertShow() {
  return <RecordPage<Alert>>{(alert) => <AlertDetails alert={alert} />}</RecordPage>;
}

function AlertDetails({ alert }: { readonly alert: Alert }) {
  const { supplierId, supplierName, path } = alert;
  return (
    <>
      <PageHeader
        title={alert.title}
        actions={
          <>
            {path !== null && (
              <Button component={Link} to={path} variant="contained">
                Open what it is about
              </Button>
            )}
            {alert.state === 'open' && (
              <ActionButton resource="alerts" id={alert.id} verb="acknowledge" variant="outlined" />
            )}
            {alert.state !== 'resolved' && (
              <ActionButton resource="alerts" id={alert.id} verb="resolve" variant="outlined" />
            )}
          </>
        }
      >
        <SeverityChip severity={alert.severity} />
        <StatusChip status={alert.state} />
      </PageHeader>
      <Section title="Alert">
        <KeyValueList
          items={[
            { label: 'What happened', value: alert.detail },
            {
              label: 'Supplier',
              value:
                supplierId === null ? (
                  '–'
                ) : (
                  <Link to={recordPath('suppliers', supplierId)}>{supplierName ?? supplierId}</Link>
                ),
            },
            { label: 'Times', value: String(alert.occurrences) },
            { label: 'First', value: <RelativeTime at={alert.firstAt} /> },
            { label: 'Last', value: <RelativeTime at={alert.lastAt} /> },
            { label: 'Told in', value: alert.collapsed ? `${alert.channel}, as part of a summary` : alert.channel },
            { label: 'Looked after by', value: alert.acknowledgedBy },
            { label: 'Resolved by', value: alert.resolvedBy },
            { label: 'Id', value: <CopyId id={alert.id} /> },
          ]}
        />
      </Section>
    </>
  );
}
