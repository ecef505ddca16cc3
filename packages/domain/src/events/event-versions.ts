import type { z } from 'zod';
import type { EventKind } from '../platform/index.ts';
import { eventKinds } from './event-table.ts';

const kindsByType: ReadonlyMap<string, EventKind> = new Map(Object.entries(eventKinds));

/** What is declared of a type of event; undefined when nothing is. */
export function eventKindOf(type: string): EventKind | undefined {
  return kindsByType.get(type);
}

/** The version in which events of this type are told now; 1 for a type that is not declared. */
export function presentVersion(type: string): number {
  return (eventKindOf(type)?.former.length ?? 0) + 1;
}

/** Why an event may not be told: its type is not declared, or it tells something else than declared. @returns null when it may */
export function whyUnfit(type: string, payload: unknown): string | null {
  const kind = eventKindOf(type);
  if (kind === undefined) return `No event of type ${type} is declared.`;
  const read = kind.payload.safeParse(payload);
  return read.success ? null : problemsIn(read.error);
}

function problemsIn({ issues }: z.ZodError): string {
  return issues
    .map(({ path, message }) => [path.join('.'), message].filter((part) => part !== '').join(': '))
    .join('; ');
}

/** What a stored event of an earlier version tells, read as the present version. */
export function asPresentVersion(
  type: string,
  version: number,
  payload: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const later = eventKindOf(type)?.former.slice(version - 1) ?? [];
  return later.reduce<Readonly<Record<string, unknown>>>((told, { upcast }) => upcast(told), payload);
}
