import { describe, expect, it } from 'vitest';
import type { JsonSchema } from '../data/action.ts';
import { fieldsOf } from './action-field.ts';
import { initialValues, inputOf, missingFields } from './action-values.ts';

const refund: JsonSchema = {
  type: 'object',
  required: ['amountMinor', 'outcome'],
  properties: {
    amountMinor: { type: 'integer', exclusiveMinimum: 0, maximum: 7900 },
    outcome: { type: 'string', enum: ['card', 'goodwill_month'], default: 'card' },
    note: { anyOf: [{ type: 'string', maxLength: 2000 }, { type: 'null' }], description: 'Seen by colleagues only.' },
    notifySupplier: { type: 'boolean' },
    lines: {
      type: 'array',
      items: {
        type: 'object',
        required: ['lineId'],
        properties: { lineId: { type: 'string' }, amountMinor: { type: 'integer' } },
      },
    },
  },
};
const kindOf = (property: JsonSchema, name = 'value') => fieldsOf({ properties: { [name]: property } })[0]?.kind;

describe('the form of an action', () => {
  it('keeps the order of the schema', () => {
    expect(fieldsOf(refund).map(({ name, kind }) => `${name} ${kind}`)).toEqual([
      'amountMinor money',
      'outcome choice',
      'note text',
      'notifySupplier yes-no',
      'lines list',
    ]);
  });
  it('names fields for people, without the unit of the code', () => {
    expect(fieldsOf(refund).map(({ label }) => label)).toEqual([
      'Amount',
      'Outcome',
      'Note',
      'Notify supplier',
      'Lines',
    ]);
  });
  it('edits amounts ending in Minor as money, with the limits of the schema', () => {
    expect(fieldsOf(refund)[0]).toMatchObject({ kind: 'money', minimum: 1, maximum: 7900 });
  });
  it('offers a long text as a paragraph', () =>
    expect(fieldsOf(refund)[2]).toMatchObject({ multiline: true, required: false, help: 'Seen by colleagues only.' }));
  it.each<[string, JsonSchema]>([
    ['date', { type: 'string', format: 'date' }],
    ['date-time', { type: 'string', format: 'date-time' }],
    ['number', { type: 'integer' }],
    ['number', { type: ['number', 'null'] }],
    ['choice', { oneOf: [{ const: 'a', title: 'A' }, { const: 'b' }] }],
    ['choices', { type: 'array', items: { enum: ['a', 'b'] } }],
    ['group', { type: 'object', properties: { a: { type: 'string' } } }],
    ['fixed', { const: 'stripe' }],
    ['json', { type: 'array', items: { type: 'array' } }],
  ])('shows a %s for %j', (kind, property) => expect(kindOf(property)).toBe(kind));
});

describe('the input of an action', () => {
  const fields = fieldsOf(refund);
  it('starts with the defaults of the schema under the values of the caller', () => {
    expect(initialValues(fields, { amountMinor: 500 })).toEqual({ amountMinor: 500, outcome: 'card' });
  });
  it('leaves empty optional fields out instead of sending nothing as text', () => {
    expect(inputOf(fields, { amountMinor: 500, outcome: 'card', note: '' })).toEqual({
      amountMinor: 500,
      outcome: 'card',
    });
  });
  it('names the required fields that are still empty', () =>
    expect(missingFields(fields, { outcome: 'card' })).toEqual(['Amount']));
  it('sends nothing as an answer where the schema asks for one and takes null', () => {
    const owner = fieldsOf({
      required: ['ownerId'],
      properties: { ownerId: { anyOf: [{ type: 'string' }, { type: 'null' }] } },
    });
    const nobody = initialValues(owner, { ownerId: null });
    expect(missingFields(owner, nobody)).toEqual([]);
    expect(inputOf(owner, nobody)).toEqual({ ownerId: null });
    expect(missingFields(owner, initialValues(owner))).toEqual(['Owner']);
  });
  it('counts zero as filled in', () => expect(missingFields(fields, { amountMinor: 0, outcome: 'card' })).toEqual([]));
});
