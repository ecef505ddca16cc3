export { consentRecords } from './consents.ts';
export { walletOf } from './wallet.ts';
export { World } from './world.ts';
export type { WorldOptions, WorldSnapshot } from './world.ts';
export type { HazardRecord } from './hazard.ts';
export type { SupplierProfile, SupplierState } from './supplier.ts';
export type { IngestFeed, ProductEvent, SupplierRecord } from './host-feed.ts';
