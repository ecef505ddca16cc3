/** Beyond these, digits differ between machines and say nothing. */
const significantDigits = 12;

/** An answer as JSON, whole numbers as they are and fractions to twelve significant digits. */
export function printed(answer: unknown): string {
  return JSON.stringify(answer, (_, value: unknown) =>
    typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(significantDigits)) : value,
  );
}
