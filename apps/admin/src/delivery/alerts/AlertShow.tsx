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

/** What makes sense next; whether one's role includes it the button says itself. */
const verbsIn: Readonly<Record<Alert['state'], readonly string[]>> = {
  open: ['acknowledge', 'take', 'snooze', 'resolve'],
  acknowledged: ['take', 'snooze', 'resolve'],
  snoozed: ['acknowledge', 'take', 'resolve'],
  resolved: [],
};

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
            {verbsIn[alert.state].map((verb) => (
              <ActionButton key={verb} resource="alerts" id={alert.id} verb={verb} variant="outlined" />
            ))}
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
            { label: 'Assigned to', value: alert.assigneeName },
            { label: 'Looked after by', value: alert.acknowledgedBy },
            ...(alert.snoozedUntil === null
              ? []
              : [
                  { label: 'Snoozed by', value: alert.snoozedBy },
                  { label: 'Comes back', value: <RelativeTime at={alert.snoozedUntil} /> },
                ]),
            { label: 'Resolved by', value: alert.resolvedBy },
            ...(alert.resolvedNote === null ? [] : [{ label: 'Because', value: alert.resolvedNote }]),
            { label: 'Id', value: <CopyId id={alert.id} /> },
          ]}
        />
      </Section>
      <Section title="How it was told">
        <KeyValueList
          items={[
            { label: 'Told in', value: alert.collapsed ? `${alert.channel}, as part of a summary` : alert.channel },
            { label: 'By the rule', value: alert.routeName ?? 'None: where its kind goes' },
            { label: 'Texted', value: <RelativeTime at={alert.escalatedAt} missing="No" /> },
            ...(alert.escalatedAt === null
              ? []
              : [
                  {
                    label: 'Texted to',
                    value:
                      alert.escalatedTo ?? 'Nobody: no text leaves the house, or neither owner nor lead has a number',
                  },
                ]),
          ]}
        />
      </Section>
    </>
  );
}
