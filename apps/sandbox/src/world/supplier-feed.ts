import { isoDate, isoInstant } from './calendar.ts';
import { weddingsKnown } from './seasons.ts';
import type { SupplierRecord } from './host-feed.ts';
import type { SupplierProfile } from './supplier.ts';

/** What the host application tells about a supplier as of now; wedding dates are those booked by now. */
export function supplierRecord(seed: number, profile: SupplierProfile, now: number): SupplierRecord {
  const dates = new Set(weddingsKnown(seed, profile, now).map((wedding) => isoDate(wedding.date)));
  return {
    externalId: profile.externalId,
    businessName: profile.businessName,
    vendorType: profile.vendor.type,
    region: profile.region.name,
    country: profile.country.code,
    timeZone: profile.region.timeZone,
    currency: profile.country.currency.toUpperCase(),
    signedUpAt: isoInstant(profile.signedUpAt),
    contacts: profile.contacts.map((contact) => ({ ...contact })),
    weddingDates: [...dates].toSorted().map((date) => ({ date })),
    tags: [...profile.tags],
  };
}
