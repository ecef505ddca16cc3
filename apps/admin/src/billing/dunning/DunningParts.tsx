import NotificationsActive from '@mui/icons-material/NotificationsActiveOutlined';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import type { DunningCaseDetail } from '@wedsync/domain/billing';
import { Link } from 'react-router-dom';
import {
  EmptyState,
  formatExact,
  humanize,
  recordPath,
  RelativeTime,
  Section,
  StatusChip,
  Timeline,
  type TimelineKind,
} from '../../platform/index.ts';
import { guardWords, stageWords } from './dunning-words.tsx';

type StepsProps = { readonly steps: DunningCaseDetail['steps']; readonly timeZone: string | null };

/** What was done and what is planned, each with its day and why it moved. */
export function DunningSteps({ steps, timeZone }: StepsProps) {
  return (
    <Section title="Steps" hint={timeZone === null ? undefined : `Days of ${timeZone}`} padded={false}>
      {steps.length === 0 ? (
        <EmptyState title="No steps">They are planned once it is known whose invoice this is.</EmptyState>
      ) : (
        <Table size="small" aria-label="Steps">
          <TableHead>
            <TableRow>
              {['Step', 'State', 'When', 'What happened'].map((name) => (
                <TableCell key={name}>{name}</TableCell>
              ))}
            </TableRow>
          </TableHead>
          <TableBody>
            {steps.map((step) => (
              <TableRow key={step.stage}>
                <TableCell>{stageWords[step.stage]}</TableCell>
                <TableCell>
                  <StatusChip status={step.state} />
                </TableCell>
                <TableCell>
                  {step.doneAt === null ? (
                    formatExact(step.actsAt, timeZone ?? undefined)
                  ) : (
                    <RelativeTime at={step.doneAt} />
                  )}
                  {guardWords(step.guard, step.guardDate)}
                </TableCell>
                <TableCell>
                  {step.note ?? '–'}{' '}
                  {step.messageId !== null && <Link to={recordPath('messages', step.messageId)}>Read it</Link>}
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
    </Section>
  );
}

/** Every time the bank was asked. */
export function DunningAttempts({ attempts }: { readonly attempts: DunningCaseDetail['attempts'] }) {
  return (
    <Section title="Attempts" padded={false}>
      {attempts.length === 0 ? (
        <EmptyState title="No attempt is known">There was no payment method to try.</EmptyState>
      ) : (
        <Table size="small" aria-label="Attempts">
          <TableBody>
            {attempts.map(({ chargeId, at, status, declineCode, cardLast4 }) => (
              <TableRow key={chargeId}>
                <TableCell>
                  <RelativeTime at={at} />
                </TableCell>
                <TableCell>
                  <StatusChip status={status} />
                </TableCell>
                <TableCell>{declineCode === null ? '–' : humanize(declineCode)}</TableCell>
                <TableCell>{cardLast4 === null ? '–' : `ending in ${cardLast4}`}</TableCell>
                <TableCell>
                  <Link to={recordPath('charges', chargeId)}>Payment</Link>
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
    </Section>
  );
}

const kinds: Readonly<Record<string, TimelineKind>> = {
  dunning: { icon: NotificationsActive, tone: 'caution', label: 'Dunning' },
};

/** What people and dunning did, newest first. */
export function DunningStory({ entries }: { readonly entries: DunningCaseDetail['entries'] }) {
  if (entries.length === 0) return null;
  const told = entries.map(({ at, actorName, title }, index) => ({
    id: `${at}-${String(index)}`,
    kind: 'dunning',
    at,
    title,
    actor: actorName,
  }));
  return (
    <Section title="Story">
      <Timeline entries={told} kinds={kinds} />
    </Section>
  );
}
