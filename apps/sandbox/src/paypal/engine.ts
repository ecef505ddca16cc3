import type { DisputePlan, Payment, PaypalEvent, PaypalFaults, Plan, Product } from './contract.ts';
import { Kernel } from './kernel.ts';
import type { KernelOptions, KernelSnapshot, PaypalAct } from './kernel.ts';
import { capture, closeDispute, openDispute, refundPayment } from './payments.ts';
import { activate, approve, bill, cancel, createSubscription, revise, suspend } from './subscriptions.ts';
import type { NewSubscription } from './subscriptions.ts';
import { sweep } from './sweep.ts';
import { planWire, productWire } from './wire.ts';

const DAY = 86_400;

/** A PayPal business account that moves only when told to; the same for a seed. */
export class PaypalEngine {
  readonly kernel: Kernel;
  readonly faults: PaypalFaults = {
    throttleRate: 0,
    serverErrorRate: 0,
    timeoutAfterSuccessRate: 0,
    timeoutMs: 500,
    next: [],
    reportingLagMinutes: 180,
  };

  constructor(options: KernelOptions) {
    this.kernel = new Kernel(options);
    this.kernel.agenda.plan(options.startEpoch + 7 * DAY, { kind: 'sweeps' });
  }

  now(): number {
    return this.kernel.now();
  }

  onEvent(listener: (event: PaypalEvent) => void): void {
    this.kernel.onEvent(listener);
  }

  nextDueAt(): number | undefined {
    return this.kernel.agenda.nextAt();
  }

  /** Time passes; whatever falls due on the way happens at its own moment. */
  advanceTo(epochSeconds: number): void {
    for (let due = this.kernel.agenda.takeDue(epochSeconds); due; due = this.kernel.agenda.takeDue(epochSeconds)) {
      this.kernel.state.now = Math.max(this.kernel.state.now, due.at);
      this.perform(due.act);
    }
    this.kernel.state.now = Math.max(this.kernel.state.now, epochSeconds);
  }

  addProduct(given: Pick<Product, 'id' | 'name'>): Product {
    const product = { ...given, createdAt: this.now() };
    this.kernel.state.products.set(product.id, product);
    this.kernel.emit('CATALOG.PRODUCT.CREATED', 'product', 'A product was created', productWire(product));
    return product;
  }

  addPlan(given: Omit<Plan, 'id' | 'createdAt' | 'status' | 'failureThreshold'>): Plan {
    const plan: Plan = {
      ...given,
      id: this.kernel.newId('P-', 24),
      createdAt: this.now(),
      status: 'ACTIVE',
      failureThreshold: 3,
    };
    this.kernel.state.plans.set(plan.id, plan);
    this.kernel.emit('BILLING.PLAN.CREATED', 'plan', 'A billing plan was created', planWire(plan));
    return plan;
  }

  /** Made and approved in one visit to PayPal. @returns its id */
  subscribe(given: NewSubscription): string {
    const subscription = createSubscription(this.kernel, given);
    approve(this.kernel, subscription);
    return subscription.id;
  }

  subscription(id: string) {
    return this.kernel.state.subscriptions.get(id);
  }

  payment(id: string): Payment | undefined {
    return this.kernel.state.payments.get(id);
  }

  cancel(id: string, note: string): boolean {
    const subscription = this.subscription(id);
    return subscription !== undefined && cancel(this.kernel, subscription, note);
  }

  suspend(id: string, note: string): boolean {
    const subscription = this.subscription(id);
    return subscription !== undefined && suspend(this.kernel, subscription, note);
  }

  activate(id: string, note: string): boolean {
    const subscription = this.subscription(id);
    return subscription !== undefined && activate(this.kernel, subscription, note);
  }

  revise(id: string, planId: string): boolean {
    const subscription = this.subscription(id);
    return subscription !== undefined && revise(this.kernel, subscription, planId);
  }

  /** Money back by hand, from PayPal's own pages. */
  refund(paymentId: string, amountMinor: number | null): void {
    const payment = this.payment(paymentId);
    if (payment) refundPayment(this.kernel, payment, { amountMinor, customId: null, note: null });
  }

  openDispute(paymentId: string, plan: DisputePlan): boolean {
    const payment = this.payment(paymentId);
    return payment !== undefined && openDispute(this.kernel, payment, plan) !== null;
  }

  /** An order paid once, without a subscription. */
  capture(given: Parameters<typeof capture>[1]): Payment {
    return capture(this.kernel, given);
  }

  snapshot(): KernelSnapshot {
    return this.kernel.snapshot();
  }

  restore(snapshot: KernelSnapshot): void {
    this.kernel.restore(snapshot);
  }

  private perform(act: PaypalAct): void {
    if (act.kind === 'bills') bill(this.kernel, act.subscription, act.generation);
    else if (act.kind === 'closes-dispute') closeDispute(this.kernel, act.dispute);
    else if (act.kind === 'sweeps') sweep(this.kernel);
  }
}
