import {
  digammaRise,
  hypergeometric2F1,
  lgamma,
  lnBetaRatio,
  logSumExp,
  maximiseLikelihood,
  type LikelihoodFit,
} from '@wedsync/domain/platform/statistics';

/** BG/NBD (Fader, Hardie & Lee 2005, Marketing Science 24(2)): purchase rates are Gamma(r, alpha), after each purchase one drops out, Beta(a, b). */
export type BgNbdParams = { readonly r: number; readonly alpha: number; readonly a: number; readonly b: number };

/** Repeat purchases x, the last at tx, watched for T, all in one unit of time since the first purchase. */
export type PurchaseHistory = { readonly x: number; readonly tx: number; readonly T: number };

/** Log-likelihood of one customer. */
export function bgNbdCustomerLogLik({ r, alpha, a, b }: BgNbdParams, { x, tx, T }: PurchaseHistory): number {
  const rate = lgamma(r + x) - lgamma(r) + r * Math.log(alpha);
  // B(a, b+x)/B(a, b) is lg(a+b) + lg(b+x) - lg(b) - lg(a+b+x).
  const stayed = lnBetaRatio(a, b, x);
  return rate + stayed + logSumExp(...aliveAndGone({ r, alpha, a, b }, { x, tx, T }));
}

/** Log-likelihood of a base of customers. */
export function bgNbdLogLik(params: BgNbdParams, customers: readonly PurchaseHistory[]): number {
  return customers.reduce((sum, customer) => sum + bgNbdCustomerLogLik(params, customer), 0);
}

/** Fits BG/NBD by maximum likelihood with its gradient; equal histories are counted, not repeated. */
export function fitBgNbd(customers: readonly PurchaseHistory[]): LikelihoodFit<BgNbdParams> {
  const groups = groupEqual(customers);
  return maximiseLikelihood({
    domains: ['positive', 'positive', 'positive', 'positive'],
    starts: [
      [1, 1, 1, 1],
      [0.3, 5, 1, 3],
      [2, 20, 0.3, 2],
    ],
    n: customers.length,
    named,
    logLik: (theta) =>
      groups.reduce((sum, { history, count }) => sum + count * bgNbdCustomerLogLik(named(theta), history), 0),
    gradient: (theta) => gradientOf(named(theta), groups),
  });
}

/** Chance that a customer still buys. A customer without a repeat purchase has 1: the model lets nobody leave before the first repeat. */
export function chanceAlive({ r, alpha, a, b }: BgNbdParams, { x, tx, T }: PurchaseHistory): number {
  if (x === 0) return 1;
  return 1 / (1 + (a / (b + x - 1)) * Math.exp((r + x) * Math.log((alpha + T) / (alpha + tx))));
}

/** E[X(t)]: repeat purchases expected of a new customer within t. */
export function expectedPurchases(params: BgNbdParams, t: number): number {
  const { r, alpha, a, b } = awayFromOne(params);
  const share = Math.exp(r * Math.log(alpha / (alpha + t))) * hypergeometric2F1(r, b, a + b - 1, t / (alpha + t));
  return ((a + b - 1) / (a - 1)) * (1 - share);
}

/** E[Y(t) | x, tx, T]: purchases expected of a known customer within the next t. */
export function expectedFuturePurchases(params: BgNbdParams, history: PurchaseHistory, t: number): number {
  const { r, alpha, a, b } = awayFromOne(params);
  const { x, T } = history;
  const z = t / (alpha + T + t);
  const share =
    Math.exp((r + x) * Math.log((alpha + T) / (alpha + T + t))) * hypergeometric2F1(r + x, b + x, a + b + x - 1, z);
  return ((a + b + x - 1) / (a - 1)) * (1 - share) * chanceAlive(params, history);
}

function named([r = 1, alpha = 1, a = 1, b = 1]: readonly number[]): BgNbdParams {
  return { r, alpha, a, b };
}

/** ln of the two ways to be silent since tx: still there, or gone after the last purchase (impossible without one). */
function aliveAndGone({ r, alpha, a, b }: BgNbdParams, { x, tx, T }: PurchaseHistory): readonly number[] {
  const alive = -(r + x) * Math.log(alpha + T);
  return x === 0 ? [alive] : [alive, Math.log(a) - Math.log(b + x - 1) - (r + x) * Math.log(alpha + tx)];
}

type Group = { readonly history: PurchaseHistory; count: number };

function groupEqual(customers: readonly PurchaseHistory[]): Group[] {
  const groups = new Map<string, Group>();
  for (const { x, tx, T } of customers) {
    const key = `${x} ${tx} ${T}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { history: { x, tx, T }, count: 1 });
    else group.count += 1;
  }
  return [...groups.values()];
}

function gradientOf(params: BgNbdParams, groups: readonly Group[]): number[] {
  const { r, alpha, a, b } = params;
  const slope = [0, 0, 0, 0];
  for (const { history, count } of groups) {
    const { x, tx, T } = history;
    const [alive = 0, gone = -Infinity] = aliveAndGone(params, history);
    const wGone = Math.exp(gone - logSumExp(alive, gone));
    const wAlive = 1 - wGone;
    const rise = digammaRise(a + b, x);
    const own = [
      digammaRise(r, x) + Math.log(alpha) - wAlive * Math.log(alpha + T) - wGone * Math.log(alpha + tx),
      r / alpha - (r + x) * (wAlive / (alpha + T) + wGone / (alpha + tx)),
      -rise + wGone / a,
      digammaRise(b, x) - rise - (x > 0 ? wGone / (b + x - 1) : 0),
    ];
    for (let i = 0; i < 4; i += 1) slope[i] = (slope[i] ?? 0) + count * (own[i] ?? 0);
  }
  return slope;
}

/** The expectations divide by a - 1; next to it a hair's breadth changes nothing that can be seen. */
function awayFromOne(params: BgNbdParams): BgNbdParams {
  return Math.abs(params.a - 1) < 1e-6 ? { ...params, a: 1 + 1e-6 } : params;
}
