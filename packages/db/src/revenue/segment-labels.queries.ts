import type { MrrDimension } from '@wedsync/domain/revenue';
import type { Reader } from '../platform/index.ts';

const withoutOne: Readonly<Record<MrrDimension, string>> = {
  tier: 'No plan',
  vendorType: 'Unknown',
  region: 'No region',
  owner: 'Nobody’s book',
  season: 'Unknown',
  currency: 'Unknown',
};

/** How segments are shown to people: owners by name, everything else by its own word. */
export async function segmentLabels(
  { sql }: Reader,
  by: MrrDimension | undefined,
  keys: readonly string[],
): Promise<Map<string, string>> {
  if (by === undefined) return new Map([['all', 'All suppliers']]);
  const labels = new Map(keys.map((key) => [key, key === 'none' ? withoutOne[by] : inWords(key)]));
  if (by !== 'owner') return labels;
  const staff: { id: string; name: string }[] = await sql('staff')
    .select('id', 'name')
    .whereRaw('id = any(?)', [[...keys]]);
  for (const { id, name } of staff) labels.set(id, name);
  return labels;
}

function inWords(key: string): string {
  const words = key.replaceAll('_', ' ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
