/** One piece of long work in the header tray. */
export type ProgressItem = {
  readonly id: string;
  readonly label: string;
  /** Done so far from 0 to 1, or null when the work cannot say. */
  readonly fraction: number | null;
  readonly state: 'waiting' | 'running' | 'succeeded' | 'failed';
  readonly detail?: string;
  readonly path?: string;
};
