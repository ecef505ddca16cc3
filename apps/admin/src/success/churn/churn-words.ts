import type { ChurnAlgorithm, ChurnModelRow, ChurnReason } from '@wedsync/domain/success';
import { type FigureCell, formatMoney, textCell, type Tone } from '../../platform/index.ts';

/** What each way of foretelling is called. */
export const algorithmWords: Readonly<Record<ChurnAlgorithm, string>> = {
  logistic: 'Logistic regression',
  boosted: 'Boosted trees',
  rule: 'Rule of two questions',
};

export const stateTones: Readonly<Record<ChurnModelRow['state'], Tone>> = {
  draft: 'neutral',
  shadow: 'info',
  champion: 'positive',
  retired: 'neutral',
};

export const qualityTones: Readonly<Record<'healthy' | 'warning' | 'critical' | 'unknown', Tone>> = {
  healthy: 'positive',
  warning: 'caution',
  critical: 'critical',
  unknown: 'neutral',
};

export const driftTones: Readonly<Record<'ok' | 'watch' | 'alarm', Tone>> = {
  ok: 'positive',
  watch: 'caution',
  alarm: 'critical',
};

/** Three digits, as figures between 0 and 1 are compared by. */
export function threeDigits(value: number | null | undefined): string {
  return value === null || value === undefined ? '–' : value.toFixed(3);
}

/** An amount of the reporting currency. */
export function pence(amountMinor: number): string {
  return formatMoney(Math.round(amountMinor), 'GBP');
}

/** What raises the risk, strongest first. */
export function raising(reasons: readonly ChurnReason[]): ChurnReason[] {
  return reasons.filter(({ weight }) => weight > 0);
}

/** "30, 60 and 90". */
export function inWords(parts: readonly string[]): string {
  return new Intl.ListFormat('en-GB').format(parts);
}

/** A row of a table that holds words only. */
export function wordsRow(
  key: string,
  words: readonly string[],
): { readonly key: string; readonly cells: readonly FigureCell[] } {
  return { key, cells: words.map((text) => textCell(text)) };
}
