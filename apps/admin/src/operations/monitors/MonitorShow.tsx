import Button from '@mui/material/Button';
import { monitorOf, valueWords, type MonitorLine, type Tuning } from '@wedsync/domain/operations';
import { Link } from 'react-router-dom';
import {
  ActionButton,
  KeyValueList,
  listUrl,
  PageHeader,
  RecordPage,
  RecordSection,
  recordPath,
  RelativeTime,
  Section,
} from '../../platform/index.ts';
import { runbookPath } from '../runbooks/runbook-path.ts';
import { changeColumns } from './change-columns.tsx';
import { StateChip } from './monitor-columns.tsx';
import { useFreshMonitors } from './monitor-data.ts';
import { modeWords } from './monitor-words.ts';
import { ReadingChart } from './ReadingChart.tsx';
import { tuningColumns } from './tuning-columns.tsx';

/** One monitor: how it stands and why, its readings, what it is held to, and how it came to this. */
export default function MonitorShow() {
  useFreshMonitors();
  return <RecordPage<MonitorLine>>{(line) => <MonitorDetails line={line} />}</RecordPage>;
}

function MonitorDetails({ line }: { readonly line: MonitorLine }) {
  const { runbook, rows } = monitorOf(line.monitor);
  return (
    <>
      <PageHeader title={line.title} actions={<MonitorActions line={line} />}>
        <StateChip state={line.state} />
        <Link to={runbookPath(runbook)}>Runbook</Link>
        <Link to={listUrl(rows.page, rows.filter === undefined ? {} : { filter: { ...rows.filter } })}>
          Rows behind it
        </Link>
      </PageHeader>
      <Section title="How it stands">
        <KeyValueList items={standingOf(line)} />
      </Section>
      <Section title="Readings" hint={`The last ${line.readings.length}, with the thresholds in force`}>
        <ReadingChart line={line} />
      </Section>
      <RecordSection
        title="Changes of state"
        resource="monitor-changes"
        columns={changeColumns(line.monitor)}
        filter={{ monitorId: line.id }}
        sort={{ field: 'id', order: 'DESC' }}
        rowPath={null}
        empty={{ title: 'It never changed', text: 'When the state changes, it stands here with the reason.' }}
      />
      <RecordSection
        title="Thresholds"
        hint="They hold for every line of this monitor"
        resource="monitor-tunings"
        columns={tuningColumns(line.monitor)}
        filter={{ monitor: line.monitor }}
        sort={{ field: 'id', order: 'DESC' }}
        rowPath={null}
        empty={{ title: 'As they came', text: 'Nobody has changed them. Every version is kept with its reason.' }}
      />
    </>
  );
}

/** What makes sense next about the alert; whether one's role includes it the button says itself. */
const verbsIn: Readonly<Record<NonNullable<MonitorLine['alertState']>, readonly string[]>> = {
  open: ['acknowledge', 'snooze'],
  acknowledged: ['snooze'],
  snoozed: ['acknowledge'],
  resolved: [],
};

function MonitorActions({ line }: { readonly line: MonitorLine }) {
  const { id, alertId, alertState, ordinary, minSample, needed, of, channel } = line;
  const initial: Tuning = { ...ordinary, minSample, needed, of, channel };
  return (
    <>
      {alertId !== null &&
        alertState !== null &&
        verbsIn[alertState].map((verb) => (
          <ActionButton key={verb} resource="alerts" id={alertId} verb={verb} variant="outlined" />
        ))}
      {alertId !== null && (
        <Button component={Link} to={recordPath('alerts', alertId)} variant="outlined">
          Open the alert
        </Button>
      )}
      <ActionButton resource="monitors" id={id} verb="tune" variant="contained" initial={initial} />
    </>
  );
}

function standingOf(line: MonitorLine) {
  const { measures, source, unit, worseWhen, toldBy } = monitorOf(line.monitor);
  const limit = (value: number) => `${worseWhen === 'higher' ? 'from' : 'below'} ${valueWords(unit, value)}`;
  const modes = line.because.length === 0 ? 'an ordinary day' : modeWords(line.because);
  return [
    { label: 'Why', value: line.why },
    { label: 'Since', value: <RelativeTime at={line.since} /> },
    { label: 'Value', value: valueWords(unit, line.value) },
    { label: 'Taken from', value: line.sample === null ? '–' : `${line.sample}, at least ${line.minSample}` },
    { label: 'As of', value: <RelativeTime at={line.takenAt} missing="No reading yet" /> },
    { label: 'Warning', value: limit(line.warning) },
    { label: 'Critical', value: limit(line.critical) },
    { label: 'Held to', value: modes },
    {
      label: 'Patience',
      value: `Worse after ${line.needed} of ${line.of} readings, better after ${line.of} good ones in a row`,
    },
    {
      label: 'Told in',
      value: toldBy === null ? line.channel : `${line.channel}; critical by the alert that says what happened`,
    },
    { label: 'What it is', value: measures },
    { label: 'Source', value: source },
  ];
}
