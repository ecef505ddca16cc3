import type { ReactNode } from 'react';
import type { RaRecord } from 'react-admin';

/** One column of a DataTable. */
export type Column<R extends RaRecord> = {
  readonly id: string;
  readonly label: string;
  readonly render: (record: R) => ReactNode;
  /** The sort the api knows; without it the column cannot be sorted. */
  readonly sortBy?: string;
  /** Figures and money go right. */
  readonly align?: 'left' | 'right';
  readonly width?: number;
  /** Names and dates stay on one line. */
  readonly oneLine?: boolean;
  /** Stays when the screen is a phone; when no column says so, all stay and the table scrolls. */
  readonly phone?: boolean;
  /** Hidden until somebody chooses it. */
  readonly hidden?: boolean;
  /** Cannot be hidden, for example the name. */
  readonly always?: boolean;
};
