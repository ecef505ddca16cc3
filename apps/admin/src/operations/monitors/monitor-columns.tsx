import Box from '@mui/material/Box';
import { monitorOf, valueWords, type MonitorLine } from '@wedsync/domain/operations';
import { Link } from 'react-router-dom';
import {
  ActionMenu,
  type Column,
  ExplainPopover,
  listUrl,
  recordPath,
  RelativeTime,
  StatusChip,
  ToneChip,
} from '../../platform/index.ts';
import { runbookPath } from '../runbooks/runbook-path.ts';
import { MonitorSparkline } from './MonitorSparkline.tsx';
import { groupWords, modeWords, stateLooks } from './monitor-words.ts';

/** The state of a line as a word in its colour. */
export function StateChip({ state }: Pick<MonitorLine, 'state'>) {
  return (
    <ToneChip tone={stateLooks[state].tone} dot>
      {stateLooks[state].words}
    </ToneChip>
  );
}

/** Columns of the page of monitors. */
export const monitorColumns: readonly Column<MonitorLine>[] = [
  { id: 'state', label: 'State', render: (line) => <StateChip state={line.state} />, sortBy: 'state', phone: true },
  {
    id: 'title',
    label: 'Monitor',
    render: (line) => (
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 2 }}>
        <span>{line.title}</span>
        {/* What is inside must not open the row. */}
        <Box component="span" onClick={(event) => event.stopPropagation()}>
          <ExplainMonitor line={line} />
        </Box>
      </Box>
    ),
    sortBy: 'place',
    always: true,
    phone: true,
  },
  { id: 'group', label: 'Of', render: ({ group }) => groupWords[group], hidden: true },
  {
    id: 'value',
    label: 'Value',
    align: 'right',
    oneLine: true,
    render: ({ monitor, value }) => <span className="tabular">{valueWords(monitorOf(monitor).unit, value)}</span>,
    phone: true,
  },
  { id: 'readings', label: 'Readings', render: (line) => <MonitorSparkline line={line} />, width: 112 },
  { id: 'thresholds', label: 'Warning, critical', oneLine: true, render: (line) => <Limits line={line} /> },
  { id: 'why', label: 'Why', render: ({ why }) => why },
  { id: 'since', label: 'Since', render: ({ since }) => <RelativeTime at={since} />, sortBy: 'since' },
  { id: 'alert', label: 'Alert', render: (line) => <AlertOf line={line} /> },
  { id: 'leads', label: 'Look at', oneLine: true, render: (line) => <Leads line={line} /> },
];

/** What a monitor means and where it comes from. */
export function ExplainMonitor({ line }: { readonly line: MonitorLine }) {
  const monitor = monitorOf(line.monitor);
  const side = monitor.worseWhen === 'higher' ? 'from' : 'below';
  const limit = (value: number) => `${side} ${valueWords(monitor.unit, value)}`;
  const modes = line.because.length === 0 ? '' : `\nunder: ${modeWords(line.because)}`;
  const patience = `worse after ${line.needed} of ${line.of} readings, better after ${line.of} good ones`;
  return (
    <ExplainPopover
      name={line.title}
      definition={monitor.measures}
      formula={`warning ${limit(line.warning)}\ncritical ${limit(line.critical)}\n${patience}${modes}`}
      source={monitor.source}
      asOf={line.takenAt}
      staleAfterMinutes={monitor.staleAfterMs / 60_000}
    />
  );
}

function Limits({ line }: { readonly line: MonitorLine }) {
  const { unit } = monitorOf(line.monitor);
  return (
    <span className="tabular">
      {valueWords(unit, line.warning)}, {valueWords(unit, line.critical)}
      {line.because.length > 0 && (
        <Box component="span" sx={{ color: 'text.secondary' }}>
          {' '}
          ({modeWords(line.because)})
        </Box>
      )}
    </span>
  );
}

/** The last alert of a line, and what can be done about it. */
function AlertOf({ line }: { readonly line: MonitorLine }) {
  const { alertId, alertState, alertAt } = line;
  if (alertId === null || alertState === null) return <span>–</span>;
  return (
    <Box
      onClick={(event) => event.stopPropagation()}
      sx={{ display: 'flex', alignItems: 'center', gap: 2, whiteSpace: 'nowrap' }}
    >
      <StatusChip status={alertState} />
      <Link to={recordPath('alerts', alertId)}>
        <RelativeTime at={alertAt} />
      </Link>
      {alertState !== 'resolved' && (
        <ActionMenu resource="alerts" id={alertId} name={`alert of ${monitorOf(line.monitor).title}`} />
      )}
    </Box>
  );
}

function Leads({ line }: { readonly line: MonitorLine }) {
  const { runbook, rows } = monitorOf(line.monitor);
  return (
    <Box onClick={(event) => event.stopPropagation()} sx={{ display: 'flex', gap: 3 }}>
      <Link to={listUrl(rows.page, rows.filter === undefined ? {} : { filter: { ...rows.filter } })}>Rows</Link>
      <Link to={runbookPath(runbook)}>Runbook</Link>
    </Box>
  );
}
