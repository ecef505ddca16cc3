import type { MirrorNoun } from '@wedsync/domain/billing';

/** One row of the mirror. */
export type RowName = { readonly noun: MirrorNoun; readonly id: string };
