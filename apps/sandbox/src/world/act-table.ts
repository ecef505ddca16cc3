import type { Act, ActKind, ActOf } from './acts.ts';
import { beginDay, beginMonth } from './calendar-acts.ts';
import type { WorldContext } from './context.ts';
import { openDispute, receiveGoodwill, receiveRefund, writeOff } from './money-acts.ts';
import { openShop } from './open-shop.ts';
import {
  cancelAtPaypal,
  comeBackToPaypal,
  decideAtPaypal,
  disputeAtPaypal,
  receivePaypalRefund,
  restAtPaypal,
  reviseAtPaypal,
  signUpAtPaypal,
  wakeAtPaypal,
} from './paypal-acts.ts';
import { cardGoesBad, replaceCard } from './payment-acts.ts';
import { comeOnInvite } from './referrals.ts';
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
  'signs-up': (context, act) => {
    byProvider(signUp, signUpAtPaypal)(context, act);
    comeOnInvite(context, act);
  },
  'adds-payment-method': byProvider(addPaymentMethod, decideAtPaypal),
  'changes-plan': byProvider(changePlan, reviseAtPaypal),
  leaves: byProvider(leave, cancelAtPaypal),
  'comes-back': byProvider(comeBack, comeBackToPaypal),
  pauses: byProvider(pause, restAtPaypal),
  resumes: byProvider(resume, wakeAtPaypal),
  'card-goes-bad': cardGoesBad,
  'replaces-card': replaceCard,
  'gets-refund': receiveRefund,
  disputes: openDispute,
  'gets-goodwill': receiveGoodwill,
  'is-written-off': writeOff,
  'publishes-gallery': publishGallery,
  'gets-paypal-refund': receivePaypalRefund,
  'disputes-at-paypal': disputeAtPaypal,
};

/** The same act with whom the supplier pays through. */
function byProvider<Done extends { supplier: number }>(
  atStripe: (context: WorldContext, act: Done) => void,
  atPaypal: (context: WorldContext, act: Done) => void,
): (context: WorldContext, act: Done) => void {
  return (context, act) => (context.profile(act.supplier).paysByPaypal ? atPaypal : atStripe)(context, act);
}

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
