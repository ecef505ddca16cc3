/** A supplier as `PUT /api/ingest/suppliers` takes it. */
export interface SupplierRecord {
  externalId: string;
  businessName: string;
  vendorType: string;
  region: string;
  country: string;
  timeZone: string;
  currency: string;
  signedUpAt: string;
  contacts: { name: string; email: string; phone: string; role: string; isPrimary: boolean }[];
  weddingDates: { date: string; label?: string }[];
  tags: string[];
}

/** A product event as `POST /api/ingest/events` takes it. */
export interface ProductEvent {
  id: string;
  supplierExternalId: string;
  name: string;
  occurredAt: string;
  properties?: Record<string, string | number | boolean>;
}

/** A contact's word as `PUT /api/ingest/consents` takes it. */
export interface ConsentRecord {
  supplierExternalId: string;
  contactEmail: string;
  purpose: 'service' | 'success' | 'marketing';
  channel: 'email' | 'sms' | 'in_app';
  state: 'granted' | 'withdrawn';
  basis: 'consent' | 'soft_opt_in';
  saidAt: string;
  saidBy: string;
  wording: string;
}

/** Where the world puts what the host application knows. */
export interface IngestFeed {
  supplier(record: SupplierRecord): void;
  event(event: ProductEvent): void;
}
