import { formatCount } from '../format/count.ts';
import { formatPercent } from '../format/percent.ts';
import { inMajorUnits } from '../sheet/csv.ts';
import type { FigureCell } from './FigureTable.tsx';
import { Money } from './Money.tsx';

export function textCell(text: string, to?: string): FigureCell {
  return { shown: text, value: text, to };
}

export function moneyCell(amountMinor: number | null, currency: string, to?: string): FigureCell {
  return {
    shown: <Money amountMinor={amountMinor === null ? null : Math.round(amountMinor)} currency={currency} />,
    value: amountMinor === null ? null : inMajorUnits(Math.round(amountMinor)),
    to,
  };
}

export function countCell(count: number, to?: string): FigureCell {
  return { shown: formatCount(count), value: count, to };
}

/** @param ratio null where there is nothing to divide by */
export function percentCell(ratio: number | null, to?: string): FigureCell {
  return { shown: formatPercent(ratio), value: ratio, to };
}

export function ratioCell(ratio: number | null): FigureCell {
  return { shown: ratio === null ? '–' : ratio.toFixed(2), value: ratio };
}
