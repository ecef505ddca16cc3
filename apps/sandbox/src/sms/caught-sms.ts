/** A message as Twilio's API returns it; every field is what the caller of the real API would read. */
export interface CaughtSms {
  sid: string;
  account_sid: string;
  api_version: '2010-04-01';
  body: string;
  date_created: string;
  date_updated: string;
  date_sent: string | null;
  direction: 'outbound-api';
  error_code: number | null;
  error_message: string | null;
  from: string | null;
  messaging_service_sid: string | null;
  num_media: '0';
  num_segments: string;
  price: null;
  price_unit: 'USD';
  status: 'queued';
  subresource_uris: { media: string };
  to: string;
  uri: string;
}
