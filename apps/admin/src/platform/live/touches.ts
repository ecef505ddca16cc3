/** What else on screen changes with a resource that an event is about; '*' stands for every resource. */
export type Touches = Readonly<Record<string, readonly string[]>>;

/** All that an event about a resource changes on screen. */
export function touchedBy(resource: string, tables: readonly Touches[]): readonly string[] {
  return [resource, ...tables.flatMap((touches) => [...(touches[resource] ?? []), ...(touches['*'] ?? [])])];
}
