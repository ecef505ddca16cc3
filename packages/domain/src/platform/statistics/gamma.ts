/** Lanczos coefficients for g = 7, nine terms (Godfrey 2001). */
const lanczos = [
  0.999_999_999_999_809_93, 676.520_368_121_885_1, -1_259.139_216_722_402_8, 771.323_428_777_653_13,
  -176.615_029_162_140_6, 12.507_343_278_686_905, -0.138_571_095_265_720_12, 9.984_369_578_019_571_6e-6,
  1.505_632_735_149_311_6e-7,
];
const halfLnTwoPi = 0.918_938_533_204_672_8;

/** Logarithm of the gamma function for x > 0, relative error about 2e-15 (away from its zeros at 1 and 2). */
export function lgamma(x: number): number {
  if (x > 1e6) return (x - 0.5) * Math.log(x) - x + halfLnTwoPi + stirlingCorrection(x);
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - lgamma(1 - x);
  const shifted = x - 1;
  let sum = lanczos[0] ?? 1;
  for (let i = 1; i < lanczos.length; i += 1) sum += (lanczos[i] ?? 0) / (shifted + i);
  const base = shifted + 7.5;
  return halfLnTwoPi + (shifted + 0.5) * Math.log(base) - base + Math.log(sum);
}

/** Derivative of `lgamma` for x > 0: recurrence up to 12, then the asymptotic series. */
export function digamma(x: number): number {
  let lifted = x;
  let sum = 0;
  for (; lifted < 12; lifted += 1) sum -= 1 / lifted;
  const inverse = 1 / (lifted * lifted);
  const tail =
    inverse *
    (1 / 12 -
      inverse *
        (1 / 120 -
          inverse * (1 / 252 - inverse * (1 / 240 - inverse * (1 / 132 - inverse * (691 / 32_760 - inverse / 12))))));
  return sum + Math.log(lifted) - 0.5 / lifted - tail;
}

/** ln B(a, b). */
export function lnBeta(a: number, b: number): number {
  return lgamma(a) + lgamma(b) - lgamma(a + b);
}

const lift = 15;

/**
 * ln[B(a, b+s) / B(a, b)] for a, b > 0 and real s >= 0, without forming either: exact to rounding even where a and b are 1e10.
 * Lifts b by B(a, b+1) = B(a, b) b/(a+b), then takes the difference of Stirling's series term by term.
 */
export function lnBetaRatio(a: number, b: number, s: number): number {
  let sum = 0;
  let z = b;
  for (; z < lift; z += 1) sum += Math.log1p(a / (z + s)) - Math.log1p(a / z);
  const w = a + z;
  return (
    sum -
    s * Math.log1p(a / z) +
    (z + s - 0.5) * Math.log1p(s / z) -
    (w + s - 0.5) * Math.log1p(s / w) +
    (stirlingCorrection(z + s) - stirlingCorrection(z)) -
    (stirlingCorrection(w + s) - stirlingCorrection(w))
  );
}

/** digamma(z+s) - digamma(z) for z > 0, s >= 0, without cancellation where z is large. */
export function digammaRise(z: number, s: number): number {
  let sum = 0;
  let lifted = z;
  for (; lifted < lift; lifted += 1) sum += s / (lifted * (lifted + s));
  const top = lifted + s;
  return sum + Math.log1p(s / lifted) + s / (2 * lifted * top) - (digammaTail(top) - digammaTail(lifted));
}

/** What Stirling's formula leaves of lgamma(x) for x >= 15. */
function stirlingCorrection(x: number): number {
  const inverse = 1 / (x * x);
  return (
    (1 / x) *
    (1 / 12 -
      inverse *
        (1 / 360 - inverse * (1 / 1_260 - inverse * (1 / 1_680 - inverse * (1 / 1_188 - (inverse * 691) / 360_360)))))
  );
}

/** Terms of digamma's series beyond ln x - 1/(2x), for x >= 15. */
function digammaTail(x: number): number {
  const inverse = 1 / (x * x);
  return inverse * (1 / 12 - inverse * (1 / 120 - inverse * (1 / 252 - inverse * (1 / 240 - inverse / 132))));
}
