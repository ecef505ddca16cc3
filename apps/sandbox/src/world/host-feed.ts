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

/** Where the world puts what the host application knows. */
export interface IngestFeed {
  supplier(record: SupplierRecord): void;
  event(event: ProductEvent): void;
}
