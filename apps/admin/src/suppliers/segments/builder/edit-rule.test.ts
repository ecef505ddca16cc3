import type { SegmentRule } from '@wedsync/domain/suppliers';
import { describe, expect, test } from 'vitest';
import { asGroup, conditionOn, peel, wrap } from './edit-rule.ts';

const plan: SegmentRule = { field: 'plan', operator: 'is', value: 'scale' };

describe('a rule in the builder', () => {
  test('not of not is shown as what it says', () => {
    expect(peel({ not: { not: plan } })).toEqual({ negated: false, inner: plan });
    expect(wrap(peel({ not: { not: { not: plan } } }))).toEqual({ not: plan });
  });

  test('starts from a group and stays one that is there', () => {
    expect(asGroup(plan)).toEqual({ all: [plan] });
    expect(asGroup({ any: [plan] })).toEqual({ any: [plan] });
    expect(asGroup({ not: { any: [plan] } })).toEqual({ all: [{ not: { any: [plan] } }] });
  });

  test('begins a condition with an operator that its field offers', () => {
    expect(conditionOn({ name: 'mrr', label: 'MRR', group: 'x', type: 'money' })).toEqual({
      field: 'mrr',
      operator: 'atLeast',
    });
  });
});
