import type { Writer } from './store.ts';

/** What a monitor saw at one moment. */
export type MonitorReading = {
  /** The monitor's name, a row of the monitors in packages/domain/src/operations. */
  readonly monitor: string;
  /** Which of several it looks at, such as a provider or a horizon; left out when there is one. */
  readonly subject?: string;
  /** In the monitor's unit; null where there was nothing to measure, which is not the same as nought. */
  readonly value: number | null;
  /** How many things it was taken from; a monitor may ask for a minimum. */
  readonly sample?: number | null;
  /** What a person should read beside the value. */
  readonly note?: string | null;
  readonly takenAt: Date;
};

/** Writes readings down; one said again for the same moment replaces itself. */
export async function recordReadings({ sql }: Writer, readings: readonly MonitorReading[]): Promise<void> {
  if (readings.length === 0) return;
  await sql('monitor_readings')
    .insert(
      readings.map(({ monitor, subject = '', value, sample = null, note = null, takenAt }) => ({
        monitor,
        subject,
        value,
        sample,
        note,
        taken_at: takenAt,
      })),
    )
    .onConflict(['monitor', 'subject', 'taken_at'])
    .merge(['value', 'sample', 'note']);
}
