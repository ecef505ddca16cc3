/** One change as GET /api/stream tells it. */
export type LiveEvent = {
  readonly id: string;
  readonly type: string;
  readonly resource: string;
  readonly recordId: string | null;
  readonly supplierId: string | null;
  readonly at: string;
  readonly summary: string;
};

/** Reads the data of a `change` event; anything that is no change is null. */
export function readLiveEvent(lastEventId: string, data: string): LiveEvent | null {
  const parsed = parse(data);
  if (!isRecord(parsed) || typeof parsed.resource !== 'string') return null;
  return {
    id: lastEventId,
    type: text(parsed.type) ?? 'changed',
    resource: parsed.resource,
    recordId: text(parsed.id),
    supplierId: text(parsed.supplierId),
    at: text(parsed.at) ?? '',
    summary: text(parsed.summary) ?? '',
  };
}

function parse(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return null;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
