import type { HealthBand, HealthScoreRow } from '@wedsync/domain/success';
import type { Tone } from '../../platform/index.ts';

/** How a band is called and coloured wherever it is drawn as an area. */
export const bandLooks: Readonly<Record<HealthBand, { readonly label: string; readonly tone: Tone }>> = {
  critical: { label: 'Critical', tone: 'critical' },
  at_risk: { label: 'At risk', tone: 'critical' },
  attention: { label: 'Attention', tone: 'caution' },
  healthy: { label: 'Healthy', tone: 'positive' },
  unknown: { label: 'Unknown', tone: 'neutral' },
};

/** What the model says where a person's judgement stands in front of it: "62 attention". */
export function automaticWords({ autoScore, autoBand }: Pick<HealthScoreRow, 'autoScore' | 'autoBand'>): string {
  return autoScore === null ? 'unknown' : `${autoScore} ${bandLooks[autoBand].label.toLowerCase()}`;
}

/** "+4.5", "−3" with a real minus sign; one decimal when it has one. */
export function signed(points: number): string {
  const rounded = Math.round(points * 10) / 10;
  return `${rounded > 0 ? '+' : rounded < 0 ? '−' : '±'}${Math.abs(rounded)}`;
}

/** "3 points", "1 point". */
export function pointsOf(points: number): string {
  const rounded = Math.round(Math.abs(points) * 10) / 10;
  return `${rounded} ${rounded === 1 ? 'point' : 'points'}`;
}
