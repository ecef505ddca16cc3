import { DAY_MS } from '@wedsync/domain/platform';
import { healthBands, type HealthBand, type HealthModelConfig } from './model.ts';

/** The bands in which somebody should act. */
export const riskBands: readonly HealthBand[] = ['critical', 'at_risk'];

export type DropQuestion = {
  readonly before: HealthBand;
  readonly after: HealthBand;
  readonly lastDropAt: Date | null;
  /** History is still arriving: the score stands on half the facts and will move again by itself. */
  readonly settling: boolean;
};

/**
 * Whether a change of band is a fall into risk worth telling someone. A first score is no fall, nor is one while history is arriving; crossing the
 * edge again within the quiet days is the same fall.
 */
export function isDrop(question: DropQuestion, config: Pick<HealthModelConfig, 'dropQuietDays'>, now: Date): boolean {
  const { before, after, lastDropAt, settling } = question;
  if (settling || before === 'unknown' || !riskBands.includes(after)) return false;
  if (rank(after) >= rank(before) || riskBands.includes(before)) return false;
  return lastDropAt === null || now.getTime() - lastDropAt.getTime() >= config.dropQuietDays * DAY_MS;
}

function rank(band: HealthBand): number {
  return band === 'unknown' ? -1 : healthBands.indexOf(band);
}
