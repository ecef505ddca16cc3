import { houseModes, monitors, standingOf, type Monitor } from '@wedsync/domain/operations';
import { HOUR_MS, plusMs, type Uuids } from '@wedsync/domain/platform';
import { houseModesNow } from '../../delivery/index.ts';
import type { Writer } from '../../platform/index.ts';
import { lastReadings, linesReadSince, type Line } from './readings.repository.ts';
import { keepStates, knownStates, type KnownState } from './states.repository.ts';
import { tellChange } from './tell-change.repository.ts';
import { tuningsInForce } from './tunings.repository.ts';
import { watchPolicy } from './watch-policy.repository.ts';

/** Whoever reports to a monitor for the first time is noticed when it is judged within this time. */
const noticedWithinMs = 2 * HOUR_MS;

/** Judges every monitor by its readings. Done again at once, it finds nothing new. @returns how many changed their state */
export async function judgeMonitors(
  writer: Writer,
  { now, uuids }: { readonly now: Date; readonly uuids: Uuids },
): Promise<number> {
  const known = await knownStates(writer);
  const lines = linesToJudge(known, await linesReadSince(writer, plusMs(now, -noticedWithinMs)));
  const house = await houseNow(writer, now);
  const tunings = await tuningsInForce(writer);
  const tuned = lines.map((line) => ({ ...line, tuning: tunings(line.monitor) }));
  const readings = await lastReadings(
    writer,
    tuned.map(({ monitor, subject, tuning }) => ({ monitor: monitor.name, subject, limit: tuning.of })),
  );
  const judged = tuned.map(({ monitor, subject, tuning }, place) => {
    const id = lineId(monitor.name, subject);
    const before = known.find((line) => line.id === id) ?? null;
    const standing = standingOf({ monitor, tuning, before, readings: readings[place] ?? [] }, house);
    return { id, monitor, subject, tuning, place, before, standing };
  });
  await keepStates(
    writer,
    judged.map(({ id, monitor, subject, place, standing }) => ({
      id,
      monitor: monitor.name,
      subject,
      place,
      standing,
    })),
    now,
  );
  const changed = judged.filter(({ before, standing }) => (before?.state ?? 'unknown') !== standing.state);
  for (const change of changed) await tellChange(writer, change, { now, uuids });
  return changed.length;
}

async function houseNow(writer: Writer, now: Date) {
  const standing = await houseModesNow(writer);
  const inForce = houseModes.filter((mode) => standing.some((known) => known.mode === mode && known.inForce));
  return { now, inForce, policy: await watchPolicy(writer) };
}

/** The id of a line: the monitor, and which of several it looks at. */
function lineId(monitor: string, subject: string): string {
  return subject === '' ? monitor : `${monitor}:${subject}`;
}

type WatchedLine = { readonly monitor: Monitor; readonly subject: string };

/** In the order of the page. A monitor that nobody has reported to has one line, which says so and gives way to the first report. */
function linesToJudge(known: readonly KnownState[], read: readonly Line[]): WatchedLine[] {
  return monitors.flatMap((monitor) => {
    const own = [...known, ...read].filter((line) => line.monitor === monitor.name).map(({ subject }) => subject);
    const named = [...new Set(own)].filter((subject) => subject !== '');
    const shown = named.length > 0 ? named.sort(bySubject.compare) : [''];
    return shown.map((subject) => ({ monitor, subject }));
  });
}

/** 30 days before 60 days before 120 days. */
const bySubject = new Intl.Collator('en', { numeric: true });
