import type { Approval } from '@wedsync/domain/access';
import { datesInWords } from '../../platform/index.ts';

// The first lines of a preview name what it concerns; the others spell out what follows from it.
const linesShown = 2;

/** What exactly is asked, on one line, so that two requests under one title can be told apart: the supplier, then what it is about. */
export function askedFor({ supplierName, preview: { lines } }: Pick<Approval, 'supplierName' | 'preview'>): string {
  const facts = lines.filter(({ value }) => value !== supplierName).slice(0, linesShown);
  const words = facts.map(({ label, value }) => `${label}: ${datesInWords(value)}`);
  return [...(supplierName === null ? [] : [supplierName]), ...words].join(' · ');
}
