import type { PaypalEngine } from '../paypal/index.ts';
import type { StripeEngine, StripeEvent } from '../stripe/index.ts';
import { perform } from './act-table.ts';
import type { Act } from './acts.ts';
import { Agenda } from './agenda.ts';
import type { AgendaSnapshot } from './agenda.ts';
import { DAY_SECONDS, dayStart, isoInstant, monthStart } from './calendar.ts';
import type { Catalogue, WorldContext } from './context.ts';
import { declineChance } from './decline-chance.ts';
import type { HazardRecord } from './hazard.ts';
import type { IngestFeed } from './host-feed.ts';
import { noticeOf } from './interventions.ts';
import type { Noticed } from './interventions.ts';
import { LiveUse } from './live-use.ts';
import { reactToPaypal } from './paypal-reactions.ts';
import { createPopulation, createSupplier } from './population.ts';
import type { Origin } from './population.ts';
import { react } from './reactions.ts';
import type { ReferralRecord } from './referral-record.ts';
import { supplierRecord } from './supplier-feed.ts';
import type { Channel, SupplierProfile, SupplierState } from './supplier.ts';
import type { UseEvent } from './use.ts';

/** What is older than the last so many is forgotten; its effect has faded by then. */
const MAX_TOUCHES = 40;

export interface WorldOptions {
  readonly seed: number;
  readonly suppliers: number;
  /** First second of the history and the moment it ends and real time begins. */
  readonly startEpoch: number;
  readonly endEpoch: number;
  readonly engine: StripeEngine;
  readonly paypal: PaypalEngine;
  /** Who pays by PayPal, 0 to 1. */
  readonly paypalShare: number;
  /** How likely renewals of the last weeks of the history are declined, 0 to 1; 0 is as likely as ever. */
  readonly recentDeclines: number;
  /** The host application's doors into the product. */
  readonly feed: IngestFeed;
  readonly saved?: WorldSnapshot | undefined;
}

/** Plain data; profiles follow from the seed and the times of signing up. */
export interface WorldSnapshot {
  readonly signUps: number[];
  readonly states: SupplierState[];
  readonly agenda: AgendaSnapshot<Act>;
  readonly catalogue: Catalogue;
  readonly hazards: HazardRecord[];
  /** Absent in what was kept before anybody invited anybody. */
  readonly referrals?: ReferralRecord[];
  readonly plannedUse: AgendaSnapshot<UseEvent>;
  readonly now: number;
}

/** The simulated population; moves only when told to. */
export class World {
  readonly options: WorldOptions;
  readonly context: WorldContext;
  private readonly profiles: SupplierProfile[];
  private readonly states = new Map<number, SupplierState>();
  private readonly byCustomer = new Map<string, SupplierState>();
  private readonly agenda = new Agenda<Act>();
  private readonly liveUse: LiveUse;
  private readonly plannedUse = new Agenda<UseEvent>();
  private readonly addresses = new Map<string, number>();
  private addressed = 0;
  private clock: number;

  constructor(options: WorldOptions) {
    this.options = options;
    this.clock = options.saved?.now ?? options.startEpoch;
    this.profiles = options.saved ? profilesOf(options, options.saved.signUps) : createPopulation(options);
    this.context = this.createContext(options.saved);
    this.liveUse = new LiveUse(options.seed);
    if (options.saved) this.restore(options.saved);
    else this.planTheBeginning();
    options.engine.onEvent((event) => this.heed(event));
    options.paypal.onEvent((event) => reactToPaypal(this.context, event));
  }

  get now(): number {
    return this.clock;
  }

  /** Suppliers signed up so far. */
  get supplierCount(): number {
    return this.states.size;
  }

  /** Goes to the next moment at which something happens, here or at Stripe, at most to `limit`; false = arrived there. */
  step(limit: number): boolean {
    const { engine, paypal } = this.options;
    const due = [this.agenda.nextAt(), engine.nextDueAt(), paypal.nextDueAt()];
    const next = Math.min(...due.map((at) => at ?? Infinity), limit);
    this.clock = Math.max(this.clock, next);
    engine.advanceTo(Math.max(this.clock, engine.now()));
    paypal.advanceTo(engine.now());
    const planned = this.agenda.takeDue(this.clock);
    if (planned) perform(this.context, planned.act);
    if (this.context.isLive()) this.liveUse.until(this.clock, this.context);
    this.tellUse();
    return planned !== undefined || this.clock < limit;
  }

  /**
   * Advice of the product has reached an address, a telephone number, or in the app a supplier by its external id.
   * @returns what its reader does about it; null when nobody is there or takes no notice
   */
  reached(address: string, channel: Channel): Noticed | null {
    const state = this.states.get(this.numberAt(address) ?? 0);
    if (!state || state.stage === 'gone') return null;
    state.touches = [...(state.touches ?? []), { at: this.clock, channel }].slice(-MAX_TOUCHES);
    const noticed = noticeOf(this.options.seed, this.clock, state, channel);
    if (noticed !== null && !noticed.answers) this.comesBack(state, noticed.seconds);
    return noticed;
  }

  snapshot(): WorldSnapshot {
    return {
      signUps: this.profiles.map((profile) => profile.signedUpAt),
      states: [...this.states.values()],
      agenda: this.agenda.snapshot(),
      catalogue: this.context.catalogue,
      hazards: this.context.hazards,
      referrals: this.context.referrals,
      plannedUse: this.plannedUse.snapshot(),
      now: this.clock,
    };
  }

  /** They sign in because of what they read. */
  private comesBack({ number }: SupplierState, afterSeconds: number): void {
    const at = this.clock + afterSeconds;
    const { externalId } = this.context.profile(number);
    this.context.use({ at, supplier: number, id: `${externalId}-back-${at}`, name: 'login' });
  }

  /** Whose address it is. Profiles are only ever added, so those known stay known. */
  private numberAt(address: string): number | undefined {
    for (const { number, externalId, contacts } of this.profiles.slice(this.addressed)) {
      this.addresses.set(externalId, number);
      for (const { email, phone } of contacts) this.addresses.set(email.toLowerCase(), number).set(phone, number);
    }
    this.addressed = this.profiles.length;
    return this.addresses.get(address.includes('@') ? address.toLowerCase() : address);
  }

  private planTheBeginning(): void {
    const { startEpoch } = this.options;
    this.agenda.plan(startEpoch, { kind: 'opens-shop' });
    this.agenda.plan(dayStart(startEpoch) + DAY_SECONDS, { kind: 'begins-day' });
    this.agenda.plan(monthStart(startEpoch, 1), { kind: 'begins-month' });
    this.profiles.forEach(({ number, signedUpAt }) =>
      this.agenda.plan(signedUpAt, { kind: 'signs-up', supplier: number }),
    );
  }

  private restore(saved: WorldSnapshot): void {
    saved.states.forEach((state) => this.keepState(state));
    this.agenda.restore(saved.agenda);
    this.plannedUse.restore(saved.plannedUse);
  }

  private keepState(state: SupplierState): void {
    this.states.set(state.number, state);
    this.byCustomer.set(state.customerId, state);
  }

  private heed(event: StripeEvent): void {
    react(this.context, event, (customerId) => this.byCustomer.get(customerId));
  }

  /** Hands planned use whose moment has come to the host application's feed. */
  private tellUse(): void {
    for (let due = this.plannedUse.takeDue(this.clock); due; due = this.plannedUse.takeDue(this.clock))
      this.tell(due.act);
  }

  private tell(event: UseEvent): void {
    const state = this.states.get(event.supplier);
    if (!state || state.stage === 'gone') return;
    state.eventCounts[event.name] = (state.eventCounts[event.name] ?? 0) + 1;
    state.openTickets += ticketChange[event.name] ?? 0;
    this.options.feed.event({
      id: event.id,
      supplierExternalId: this.context.profile(event.supplier).externalId,
      name: event.name,
      occurredAt: isoInstant(event.at),
      ...(event.properties ? { properties: { ...event.properties } } : {}),
    });
  }

  private createContext(saved: WorldSnapshot | undefined): WorldContext {
    const { seed, engine, paypal, feed, endEpoch, recentDeclines: share } = this.options;
    return {
      seed,
      engine,
      paypal,
      agenda: this.agenda,
      catalogue: saved?.catalogue ?? { prices: {}, taxRates: {}, paypalPlans: {} },
      profiles: this.profiles,
      hazards: saved?.hazards ?? [],
      referrals: saved?.referrals ?? [],
      now: () => engine.now(),
      declineChance: (at) => declineChance(at, { share, endEpoch }),
      isLive: () => this.clock >= endEpoch,
      profile: (number) => this.profileOf(number),
      state: (number) => this.states.get(number),
      states: () => this.states.values(),
      addState: (state) => this.keepState(state),
      addSupplier: (signedUpAt) => this.addSupplier(signedUpAt),
      announce: (profile) => feed.supplier(supplierRecord(seed, profile, this.clock)),
      use: (event) => this.plannedUse.plan(event.at, event),
    };
  }

  private profileOf(number: number): SupplierProfile {
    const profile = this.profiles[number - 1];
    if (!profile) throw new Error(`There is no supplier ${number}`);
    return profile;
  }

  private addSupplier(signedUpAt: number): SupplierProfile {
    const profile = createSupplier(this.options, this.profiles.length + 1, signedUpAt);
    this.profiles.push(profile);
    return profile;
  }
}

const ticketChange: Readonly<Record<string, number>> = { 'support.ticket_opened': 1, 'support.ticket_closed': -1 };

function profilesOf(origin: Origin, signUps: readonly number[]): SupplierProfile[] {
  return signUps.map((signedUpAt, index) => createSupplier(origin, index + 1, signedUpAt));
}
