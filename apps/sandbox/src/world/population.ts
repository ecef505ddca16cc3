import { DAY_SECONDS, monthIndex } from './calendar.ts';
import { businessWords, firstNames, surnames } from './names.ts';
import { countries, coupons, plans, vendors } from './market.ts';
import { parameters } from './parameters.ts';
import type { CountryParameters, VendorParameters } from './market.ts';
import { beta, chance, clamp, integer, normal, pick, pickWeighted, poisson, stream } from './random.ts';
import type { Random } from './random.ts';
import type { Contact, SupplierProfile } from './supplier.ts';

export interface PopulationOptions {
  seed: number;
  suppliers: number;
  /** First second of the history and the moment it ends. */
  startEpoch: number;
  endEpoch: number;
  /** Who pays by PayPal, 0 to 1; 0 when left out. */
  paypalShare?: number;
}

/** Everybody who signs up during the history, in the order of signing up. */
export function createPopulation(options: PopulationOptions): SupplierProfile[] {
  return signUpTimes(options).map((signedUpAt, index) =>
    createSupplier({ seed: options.seed, paypalShare: options.paypalShare ?? 0 }, index + 1, signedUpAt),
  );
}

/** What decides who somebody is, beside the number. */
export type Origin = Required<Pick<PopulationOptions, 'seed' | 'paypalShare'>>;

/** The supplier of a number: the same for a seed, whenever it is asked for. */
export function createSupplier({ seed, paypalShare }: Origin, number: number, signedUpAt: number): SupplierProfile {
  const random = stream(seed, 'profile', number);
  const vendor = pickWeighted(
    random,
    vendors.map((row) => ({ ...row })),
  );
  const country = pickWeighted(random, countries);
  const region = pickWeighted(random, country.regions);
  const size = Math.exp(normal(random, -0.08, 0.4));
  const businessName = nameBusiness(random, vendor);
  return {
    number,
    externalId: `wed_${String(number).padStart(6, '0')}`,
    businessName,
    vendor,
    country,
    region,
    signedUpAt,
    size,
    contacts: createContacts(random, { businessName, country, number }),
    tags: createTags(random, size),
    firstPlan: choosePlan(random, size),
    interval: chance(random, parameters.billing.annualShare) ? 'year' : 'month',
    couponId: chooseCoupon(random),
    paysByBacs: country.code === 'GB' && chance(random, parameters.billing.bacsShareOfGb),
    foreignCard: chance(random, 0.03),
    // Luck of its own, so that the share changes nobody else's.
    paysByPaypal: chance(stream(seed, 'wallet', number), paypalShare),
    baseHazard: clamp(beta(random, parameters.churn.betaA, parameters.churn.betaB), 0.0005, 0.6),
    referralTies: poisson(random, 0.6),
  };
}

function signUpTimes({ seed, suppliers, startEpoch, endEpoch }: PopulationOptions): number[] {
  const random = stream(seed, 'sign-ups');
  const { launchShare } = parameters.acquisition;
  const atLaunch = Math.round(suppliers * launchShare);
  const times = Array.from({ length: suppliers }, (_, index) =>
    index < atLaunch ? startEpoch + random() * 30 * DAY_SECONDS : laterSignUp(random, startEpoch, endEpoch),
  );
  // Nobody signs up in the first hour: the catalogue is being set up.
  return times.map((time) => Math.round(clamp(time, startEpoch + 3_600, endEpoch - 60))).toSorted((a, b) => a - b);
}

/** By rejection from the density growth(t) * season(t). */
function laterSignUp(random: Random, startEpoch: number, endEpoch: number): number {
  const { growth, signUpMonths } = parameters.acquisition;
  const peak = growth * Math.max(...signUpMonths);
  for (;;) {
    const share = random();
    const time = startEpoch + share * (endEpoch - startEpoch);
    const density = (1 + (growth - 1) * share) * (signUpMonths[monthIndex(time)] ?? 1);
    if (random() * peak < density) return time;
  }
}

function nameBusiness(random: Random, vendor: VendorParameters): string {
  const words = businessWords[vendor.type];
  const owner = chance(random, 0.3)
    ? `${pick(random, firstNames)} ${pick(random, surnames)}`
    : pick(random, words.first);
  return `${owner} ${pick(random, words.last)}`;
}

interface Business {
  businessName: string;
  country: CountryParameters;
  number: number;
}

function createContacts(random: Random, business: Business): Contact[] {
  const owner = createContact(random, business, { role: 'owner', isPrimary: true });
  if (!chance(random, 0.35)) return [owner];
  return [
    owner,
    createContact(random, business, { role: pick(random, ['bookings', 'accounts', 'assistant']), isPrimary: false }),
  ];
}

function createContact(
  random: Random,
  { businessName, country, number }: Business,
  rest: Pick<Contact, 'role' | 'isPrimary'>,
): Contact {
  const name = `${pick(random, firstNames)} ${pick(random, surnames)}`;
  // Reserved top-level domain: a mail that escapes reaches nobody.
  const domain = `${slug(businessName)}-${number}.example`;
  const subscriber = String(integer(random, 0, 9_999_999)).padStart(7, '0');
  const phone = `${country.dialCode}${subscriber}`.slice(0, 13);
  return { name, email: `${slug(name.split(' ')[0] ?? 'hello')}@${domain}`, phone, ...rest };
}

function createTags(random: Random, size: number): string[] {
  const tags: string[] = [];
  if (size > 1.6) tags.push('vip');
  if (chance(random, 0.08)) tags.push('beta');
  if (chance(random, 0.06)) tags.push('award-winner');
  return tags;
}

/** Larger businesses choose larger plans; the mix over everybody stays near the parameters. */
function choosePlan(random: Random, size: number): SupplierProfile['firstPlan'] {
  const tilt = Math.log(size) * 1.2;
  return pickWeighted(
    random,
    plans.map((plan, rank) => ({ code: plan.code, weight: plan.weight * Math.exp(tilt * (rank - 1)) })),
  ).code;
}

function chooseCoupon(random: Random): string | null {
  let left = random();
  return coupons.find((coupon) => (left -= coupon.weight) < 0)?.id ?? null;
}

function slug(text: string): string {
  const plain = text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();
  return plain.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
}
