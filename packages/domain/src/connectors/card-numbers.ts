/** Digit runs as people and systems write card numbers: 13 to 19 digits, perhaps with single spaces or hyphens between. */
const candidates = /(?<![\d.])\d(?:[ -]?\d){12,18}(?![\d.])/g;

/** First digits of the card networks; without this test one in ten long identifiers would pass for a card. */
const networks = /^(?:4|5[1-5]|2[2-7]|3[47]|3[068]|6(?:011|5|4[4-9])|62|35)/;

export type Scrubbed = { readonly text: string; readonly found: number };

/**
 * Takes card numbers out of a text before it is stored. We never ask for them; if one arrives all the same, it must not stay.
 * Digits become 1000…0, so JSON stays JSON whether the number was quoted or not.
 */
export function scrubCardNumbers(text: string): Scrubbed {
  let found = 0;
  const scrubbed = text.replace(candidates, (run) => {
    const digits = run.replaceAll(/[ -]/g, '');
    if (!networks.test(digits) || !passesLuhn(digits)) return run;
    found += 1;
    return run.replaceAll(/\d/g, '0').replace('0', '1');
  });
  return { text: scrubbed, found };
}

/** The check digit of ISO/IEC 7812-1. */
function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let place = 0; place < digits.length; place += 1) {
    const digit = Number(digits[digits.length - 1 - place]);
    const doubled = place % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
