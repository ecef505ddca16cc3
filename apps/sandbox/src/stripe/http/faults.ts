import type { OneShotFaultKind, StripeFaults } from '../contract.ts';
import type { Random } from '../kernel/random.ts';

/** No faults until somebody sets them. */
export function createFaults(): StripeFaults {
  return {
    throttleRate: 0,
    serverErrorRate: 0,
    timeoutAfterSuccessRate: 0,
    timeoutMs: 60_000,
    latencyMs: 0,
    next: [],
    injected: { throttle: 0, server_error: 0, timeout_before: 0, timeout_after_success: 0 },
  };
}

/** Which fault this call suffers, if any; a waiting one-shot fault that matches comes first and is used up. */
export function drawFault(faults: StripeFaults, random: Random, method: string, path: string): OneShotFaultKind | null {
  const at = faults.next.findIndex(
    (fault) => (fault.method === undefined || fault.method === method) && path.startsWith(fault.pathPrefix),
  );
  const planned = at < 0 ? undefined : faults.next.splice(at, 1)[0];
  const kind = planned?.kind ?? drawByRate(faults, random);
  if (kind !== null) faults.injected[kind] += 1;
  return kind;
}

function drawByRate(faults: StripeFaults, random: Random): OneShotFaultKind | null {
  const rates: readonly (readonly [OneShotFaultKind, number])[] = [
    ['throttle', faults.throttleRate],
    ['server_error', faults.serverErrorRate],
    ['timeout_after_success', faults.timeoutAfterSuccessRate],
  ];
  return rates.find(([, rate]) => rate > 0 && random.next() < rate)?.[0] ?? null;
}
