import { seededRandom } from '@wedsync/domain/platform/statistics';

export const arms = ['treated', 'held_out'] as const;
export type Arm = (typeof arms)[number];

const smallestBlock = 20;

/** The fewest entrants of one stratum, twenty at least, of whom the percentage is a whole number: that many share out the hold-out exactly. */
function blockSizeOf(holdoutPercent: number): number {
  return [smallestBlock, 25, 50].find((size) => (size * holdoutPercent) % 100 === 0) ?? 100;
}

/**
 * The arm of the nth entrant (from 0) of a stratum: permuted blocks, so that within every block of a tier and risk band the share held out is exact for
 * any whole percentage and nobody can foretell whose turn it is. Same seed, place and percentage, same arm.
 */
export function armOf(seed: number, place: number, holdoutPercent: number): Arm {
  const blockSize = blockSizeOf(holdoutPercent);
  const heldOut = (blockSize * holdoutPercent) / 100;
  const random = seededRandom(seed + Math.floor(place / blockSize) * 7_919);
  const order = Array.from({ length: blockSize }, (_, index) => ({ index, draw: random() }));
  order.sort((one, other) => one.draw - other.draw || one.index - other.index);
  return order.findIndex(({ index }) => index === place % blockSize) < heldOut ? 'held_out' : 'treated';
}

/** Entrants alike in what they pay and in how likely they are to leave; compared with each other. */
export function stratumOf({
  planCode,
  healthBand,
}: {
  readonly planCode: string | null;
  readonly healthBand: string | null;
}): string {
  return `${planCode ?? 'none'}/${healthBand ?? 'unknown'}`;
}

/** A number made of a text, the same everywhere (FNV-1a). */
export function seedOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 0;
}
