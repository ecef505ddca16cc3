import { listCases, pathOf, type ListCase } from './cases.ts';
import { putUnderLoad, together, type Load } from './load.ts';

type Target = {
  readonly floorPort: number;
  readonly apiPort: number;
  readonly cookie: string;
  readonly supplierCount: number;
};

/** First pages are many people at work; deep pages, filters and searches are a few. */
const connections = { sort: 16, deep: 2, filter: 2, 'filter, deep': 2, search: 2 } as const;
const durationMs = Number(process.env.BENCH_MS ?? 2_000);
const turns = 8;
const targets = { ratio: 0.6, p95Ms: 200 };

/** Measures every case against both servers, turn by turn, prints a table and says which targets are missed. */
export async function measureLists(target: Target): Promise<void> {
  const missed: string[] = [];
  await warmUp(target);
  print('case', 'floor/s', 'api/s', 'ratio', 'floor p95', 'api p95', 'api first');
  for (const [index, listCase] of listCases.entries()) {
    if ((listCase.query.from ?? 0) >= target.supplierCount || !wanted(listCase)) continue;
    const { floor, api, firstMs } = await bothUnderLoad(target, listCase, index);
    const ratio = api.requestsPerSecond / floor.requestsPerSecond;
    print(
      `${listCase.group}: ${listCase.name}`,
      perSecond(floor),
      perSecond(api),
      ratio.toFixed(2),
      ms(floor.p95Ms),
      ms(api.p95Ms),
      ms(firstMs),
    );
    if (listCase.group === 'sort' && ratio < targets.ratio)
      missed.push(`${listCase.name}: ratio ${ratio.toFixed(2)} is under ${targets.ratio}`);
    if (api.p95Ms > targets.p95Ms) missed.push(`${listCase.name}: p95 ${ms(api.p95Ms)} is over ${targets.p95Ms} ms`);
  }
  process.stdout.write(missed.length === 0 ? 'Every target is met.\n' : `Missed:\n  ${missed.join('\n  ')}\n`);
}

/** Both servers have run for a while when people come: their code is compiled, their connections are open. */
async function warmUp({ floorPort, apiPort, cookie }: Target): Promise<void> {
  const [first] = listCases;
  if (first === undefined) return;
  const common = { connections: connections[first.group], durationMs };
  await putUnderLoad({ ...common, port: floorPort, path: '/0' });
  await putUnderLoad({ ...common, port: apiPort, path: pathOf(first), headers: { cookie } });
}

async function bothUnderLoad(
  { floorPort, apiPort, cookie }: Target,
  listCase: ListCase,
  index: number,
): Promise<{ floor: Load; api: Load; firstMs: number }> {
  const common = { connections: connections[listCase.group], durationMs };
  const floorTarget = { ...common, port: floorPort, path: `/${index}` };
  const apiTarget = { ...common, port: apiPort, path: pathOf(listCase), headers: { cookie } };
  // The api remembers totals, found rows and signposts for a while: what the first to ask waits for is shown apart.
  const { p95Ms: firstMs } = await putUnderLoad({ ...apiTarget, connections: 1, durationMs: 0 });
  // Some of each before counting: the rows are in memory and the statement has its plan.
  for (const warm of [floorTarget, apiTarget]) await putUnderLoad({ ...warm, durationMs: durationMs / 10 });
  const floor: Load[] = [];
  const api: Load[] = [];
  // Turn by turn, so that whatever else the machine does falls on both.
  for (let turn = 0; turn < turns; turn += 1) {
    floor.push(await putUnderLoad({ ...floorTarget, durationMs: durationMs / turns }));
    api.push(await putUnderLoad({ ...apiTarget, durationMs: durationMs / turns }));
  }
  return { floor: together(floor), api: together(api), firstMs };
}

/** BENCH_LISTS=sort measures one group; everything when it is not set. */
const wanted = ({ group }: ListCase) => (process.env.BENCH_LISTS ?? group) === group;

const perSecond = (load: Load) => load.requestsPerSecond.toFixed(load.requestsPerSecond < 20 ? 1 : 0);
const ms = (figure: number) => `${figure.toFixed(1)} ms`;

function print(name: string, ...figures: readonly string[]): void {
  process.stdout.write(`${name.padEnd(64)}${figures.map((figure) => figure.padStart(11)).join('')}\n`);
}
