/** A call that acts at once, or once the rest after the last one is over. */
export type Throttled = { readonly call: () => void; readonly stop: () => void };

/** Lets `act` happen at most every `restMs`: calls during the rest are one call at its end, and none is lost. */
export function atMostEvery(restMs: number, act: () => void): Throttled {
  let rest: NodeJS.Timeout | undefined;
  let asked = false;
  const call = () => {
    if (rest !== undefined) {
      asked = true;
      return;
    }
    rest = setTimeout(over, restMs);
    act();
  };
  const over = () => {
    rest = undefined;
    if (!asked) return;
    asked = false;
    call();
  };
  return { call, stop: () => clearTimeout(rest) };
}
