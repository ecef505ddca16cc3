import type { Act, ActKind, ActOf } from './acts.ts';
import { beginDay, beginMonth } from './calendar-acts.ts';
import type { WorldContext } from './context.ts';
import { openDispute, receiveGoodwill, receiveRefund, writeOff } from './money-acts.ts';
import { openShop } from './open-shop.ts';
import { cardGoesBad, replaceCard } from './payment-acts.ts';
import {
  addPaymentMethod,
  changePlan,
  comeBack,
  leave,
  pause,
  publishGallery,
  resume,
  signUp,
} from './supplier-acts.ts';

type ActTable = { readonly [Kind in ActKind]: (context: WorldContext, act: ActOf<Kind>) => void };

/** What each planned act does when its time has come. */
const actTable: ActTable = {
  'opens-shop': openShop,
  'begins-day': beginDay,
  'begins-month': beginMonth,
  'signs-up': signUp,
  'adds-payment-method': addPaymentMethod,
  'changes-plan': changePlan,
  leaves: leave,
  'comes-back': comeBack,
  pauses: pause,
  resumes: resume,
  'card-goes-bad': cardGoesBad,
  'replaces-card': replaceCard,
  'gets-refund': receiveRefund,
  disputes: openDispute,
  'gets-goodwill': receiveGoodwill,
  'is-written-off': writeOff,
  'publishes-gallery': publishGallery,
};

/** Performs an act at its moment. */
export function perform(context: WorldContext, act: Act): void {
  return run(context, act.kind, act);
}

function run<Kind extends ActKind>(context: WorldContext, kind: Kind, act: Act): void {
  if (!isKind(act, kind)) return;
  actTable[kind](context, act);
}

function isKind<Kind extends ActKind>(act: Act, kind: Kind): act is ActOf<Kind> {
  return act.kind === kind;
}
