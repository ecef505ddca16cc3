import { readdirSync, readFileSync } from 'node:fs';

const ticksPerSecond = 100;

/** CPU a process and those it started have spent, seconds; NaN where there is no /proc. */
export function cpuSeconds(pid: number): number {
  const own = statOf(String(pid));
  if (own === null) return Number.NaN;
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => statOf(name) ?? [])
    .filter(({ parent }) => parent === pid);
  return children.reduce((sum, child) => sum + child.ticks, own.ticks + own.ticksOfGone) / ticksPerSecond;
}

/** After the name in brackets: state, parent, …, then user and system time, and those of children that are gone. */
function statOf(pid: string) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const [user = 0, system = 0, goneUser = 0, goneSystem = 0] = fields.slice(11, 15);
    return { parent: fields[1], ticks: user + system, ticksOfGone: goneUser + goneSystem };
  } catch {
    return null;
  }
}
