/** The value at a dotted path of a record, unknown until the caller looks at it. */
export function get(record: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>(step, record);
}

function step(value: unknown, key: string): unknown {
  return isRecord(value) ? value[key] : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
