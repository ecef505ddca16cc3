/**
 * Acts at once when asked after a pause, and otherwise at most once in `pauseMs` however often it is asked; the last asking is always followed by an act.
 */
export function atMostEvery(pauseMs: number, act: () => void): () => void {
  let resting = false;
  let asked = false;
  const go = () => {
    if (resting) {
      asked = true;
      return;
    }
    resting = true;
    act();
    setTimeout(() => {
      resting = false;
      if (!asked) return;
      asked = false;
      go();
    }, pauseMs).unref();
  };
  return go;
}
