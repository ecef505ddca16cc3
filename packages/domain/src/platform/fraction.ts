/** An exact rational number; the denominator is above zero. */
export type Fraction = { readonly numerator: bigint; readonly denominator: bigint };

export function whole(number: number): Fraction {
  return { numerator: BigInt(number), denominator: 1n };
}

/** Reads a decimal such as "0.85615" digit by digit and never as a float. */
export function decimalFraction(text: string): Fraction {
  const [digits = '0', decimals = ''] = text.split('.');
  return { numerator: BigInt(digits + decimals), denominator: 10n ** BigInt(decimals.length) };
}

export function plus(a: Fraction, b: Fraction): Fraction {
  if (a.denominator === b.denominator) return { numerator: a.numerator + b.numerator, denominator: a.denominator };
  return {
    numerator: a.numerator * b.denominator + b.numerator * a.denominator,
    denominator: a.denominator * b.denominator,
  };
}

export function minus(a: Fraction, b: Fraction): Fraction {
  return plus(a, { numerator: -b.numerator, denominator: b.denominator });
}

export function times(a: Fraction, b: Fraction): Fraction {
  return { numerator: a.numerator * b.numerator, denominator: a.denominator * b.denominator };
}

/** @param b above zero */
export function over(a: Fraction, b: Fraction): Fraction {
  return { numerator: a.numerator * b.denominator, denominator: a.denominator * b.numerator };
}

/** The nearest whole number, a half going to the even one: the convention of the books. */
export function roundFraction({ numerator, denominator }: Fraction): number {
  const magnitude = numerator < 0n ? -numerator : numerator;
  const down = magnitude / denominator;
  const twice = 2n * (magnitude % denominator);
  const up = twice > denominator || (twice === denominator && down % 2n === 1n);
  const rounded = Number(up ? down + 1n : down);
  return numerator < 0n && rounded !== 0 ? -rounded : rounded;
}
