import { cruise, type ICruiseResult } from 'dependency-cruiser';
import config, { ladder } from '../../.dependency-cruiser.mjs';

type Arrow = { readonly from: string; readonly to: string };

const place = /^(?:apps|packages)\/([^/]+)\/src\/(?:([^/]+)\/)?/;

/** The structure as it is, measured from the imports: which workspace uses which, and which capability leans on which. */
export async function drawArchitecture(): Promise<string> {
  const { output } = await cruise(['apps', 'packages'], config.options);
  if (typeof output === 'string') throw new Error('dependency-cruiser answered with text.');
  const arrows = importsOf(output);
  return [
    section(
      'Who uses whom, among workspaces',
      unique(arrows.map(({ from, to }) => ({ from: workspaceOf(from), to: workspaceOf(to) }))),
    ),
    section(
      'Who leans on whom, among capabilities',
      unique(arrows.map(({ from, to }) => ({ from: capabilityOf(from), to: capabilityOf(to) })).filter(isOnLadder)),
    ),
  ].join('\n\n');
}

function importsOf(result: ICruiseResult): Arrow[] {
  return result.modules
    .flatMap((module) => module.dependencies.map((dependency) => ({ from: module.source, to: dependency.resolved })))
    .filter(({ from, to }) => isOurs(from) && isOurs(to));
}

function isOurs(path: string): boolean {
  return place.test(path) && !path.includes('.test.');
}

function workspaceOf(path: string): string {
  return place.exec(path)?.[1] ?? '';
}

function capabilityOf(path: string): string {
  return place.exec(path)?.[2] ?? '';
}

/** Everything leans on the platform; drawing those arrows would hide the others. */
function isOnLadder({ from, to }: Arrow): boolean {
  const known = ladder.slice(1).flat();
  return known.includes(from) && known.includes(to);
}

function unique(arrows: readonly Arrow[]): string[] {
  return [
    ...new Set(
      arrows
        .filter(({ from, to }) => from !== to && from !== '' && to !== '')
        .map(({ from, to }) => `  ${from} --> ${to}`),
    ),
  ].toSorted();
}

function section(title: string, lines: readonly string[]): string {
  return [`**${title}**`, '', '```mermaid', 'flowchart TD', ...lines, '```'].join('\n');
}
