import { expect, test } from 'vitest';
import { askedFor } from './asked-for.ts';

const refund = (supplierName: string | null, amount: string) => ({
  supplierName,
  preview: {
    lines: [
      { label: 'Supplier', value: 'Rose Studio' },
      { label: 'Refund', value: amount },
      { label: 'Charge', value: 'ch_1 of 2026-06-01' },
      { label: 'Left on the charge', value: '£0.00' },
    ],
    warnings: [],
  },
});

test('two requests under one title can be told apart by whom and what they are about', () => {
  expect(askedFor(refund('Rose Studio', '£12.50'))).toMatch(/^Rose Studio · Refund: £12.50 · Charge: ch_1/);
  expect(askedFor(refund('Rose Studio', '£80.00'))).not.toBe(askedFor(refund('Rose Studio', '£12.50')));
});

test('a request about no supplier begins with what it is about', () =>
  expect(askedFor(refund(null, '£12.50'))).toBe('Supplier: Rose Studio · Refund: £12.50'));
