import { expect, test } from 'vitest';
import { routeAlert, type AlertRoute } from './routing.ts';

const rule = (over: Partial<AlertRoute>): AlertRoute => ({
  id: 'rte_1',
  name: 'Rule',
  place: 10,
  enabled: true,
  types: [],
  severities: [],
  planCodes: [],
  ownerIds: [],
  channel: '#rule',
  version: 1,
  updatedAt: '2026-06-10T09:00:00Z',
  ...over,
});
const dispute = { type: 'dispute-due', severity: 'critical', planCode: 'enterprise', ownerId: 'stf_carla' } as const;

test('without a rule that fits, an alert goes where its type says', () => {
  expect(routeAlert([rule({ planCodes: ['starter'] })], dispute)).toEqual({ channel: '#billing', rule: null });
});

test('of several rules that fit the one with the lowest place decides, however they are stored', () => {
  const rules = [rule({ place: 20, channel: '#late' }), rule({ id: 'rte_2', place: 5, channel: '#early' })];
  expect(routeAlert(rules, dispute).channel).toBe('#early');
});

test('every condition of a rule must hold', () => {
  const both = rule({ planCodes: ['enterprise'], ownerIds: ['stf_theo'] });
  expect(routeAlert([both], dispute).rule).toBeNull();
  expect(routeAlert([both], { ...dispute, ownerId: 'stf_theo' }).rule).toBe(both);
});

test('a rule that names plans or owners says nothing about alerts without a supplier', () => {
  const rules = [rule({ planCodes: ['enterprise'] }), rule({ id: 'rte_2', ownerIds: ['stf_carla'] })];
  expect(routeAlert(rules, { ...dispute, planCode: null, ownerId: null }).rule).toBeNull();
});

test('a rule that is switched off is passed over', () => {
  expect(routeAlert([rule({ enabled: false })], dispute).rule).toBeNull();
});
