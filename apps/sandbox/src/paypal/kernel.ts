import { createHash } from 'node:crypto';
import { Agenda } from '../world/agenda.ts';
import type { AgendaSnapshot } from '../world/agenda.ts';
import type { Movement, PaypalEvent, PaypalState, Plan, Subscription } from './contract.ts';
import { iso } from './wire.ts';

/** What PayPal does by itself when a moment comes. */
export type PaypalAct =
  | { kind: 'bills'; subscription: string; generation: number }
  | { kind: 'closes-dispute'; dispute: string }
  | { kind: 'sweeps' };

export interface KernelOptions {
  readonly seed: number;
  readonly startEpoch: number;
  /** Whether the payer's wallet holds the money; by default always. */
  readonly funded?: (subscription: Subscription, at: number) => boolean;
}

export interface KernelSnapshot {
  readonly state: PaypalState;
  readonly agenda: AgendaSnapshot<PaypalAct>;
}

/** Events kept for `GET /v1/notifications/webhooks-events`. */
const maxEvents = 50_000;

/** What every part of the stand-in works with: records, time, ids and the log of events. */
export class Kernel {
  readonly options: KernelOptions;
  state: PaypalState;
  readonly agenda = new Agenda<PaypalAct>();
  private readonly listeners: ((event: PaypalEvent) => void)[] = [];

  constructor(options: KernelOptions) {
    this.options = options;
    this.state = emptyState(options.startEpoch);
  }

  now(): number {
    return this.state.now;
  }

  /** An id as PayPal makes them: capitals and digits, the same for a seed. */
  newId(prefix = '', length = 17): string {
    this.state.made += 1;
    const digest = createHash('sha256').update(`${this.options.seed}|${this.state.made}`).digest('hex');
    return `${prefix}${BigInt(`0x${digest}`).toString(36).toUpperCase().slice(0, length)}`;
  }

  onEvent(listener: (event: PaypalEvent) => void): void {
    this.listeners.push(listener);
  }

  emit(event_type: string, resource_type: string, summary: string, resource: Record<string, unknown>): void {
    const event: PaypalEvent = {
      id: this.newId('WH-', 30),
      event_version: '1.0',
      create_time: iso(this.now()),
      resource_type,
      resource_version: resource_type === 'sale' ? '1.0' : '2.0',
      event_type,
      summary,
      resource: structuredClone(resource),
      links: [],
    };
    this.state.events.push(event);
    if (this.state.events.length > maxEvents) this.state.events.splice(0, maxEvents / 10);
    this.listeners.forEach((listener) => listener(event));
  }

  /** Books a row of the report and moves the balance. */
  move(movement: Omit<Movement, 'at' | 'status'>): void {
    this.state.movements.push({ ...movement, at: this.now(), status: 'S' });
    if (!movement.affectsBalance) return;
    const { currency, amountMinor, feeMinor } = movement;
    this.state.balances.set(currency, (this.state.balances.get(currency) ?? 0) + amountMinor - feeMinor);
  }

  plan(id: string): Plan {
    const plan = this.state.plans.get(id);
    if (!plan) throw new Error(`There is no plan ${id}`);
    return plan;
  }

  snapshot(): KernelSnapshot {
    return { state: this.state, agenda: this.agenda.snapshot() };
  }

  restore({ state, agenda }: KernelSnapshot): void {
    this.state = state;
    this.agenda.restore(agenda);
  }
}

function emptyState(now: number): PaypalState {
  return {
    now,
    made: 0,
    products: new Map(),
    plans: new Map(),
    subscriptions: new Map(),
    payments: new Map(),
    refunds: new Map(),
    disputes: new Map(),
    movements: [],
    events: [],
    answered: new Map(),
    balances: new Map(),
  };
}
