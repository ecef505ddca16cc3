import { expect, test } from 'vitest';
import { readArchitecture, withDiagram } from './architecture.ts';
import { drawArchitecture } from './diagram.ts';

test('the drawing in docs/architecture.md is the structure as it is (npm run docs redraws it)', async () => {
  const page = readArchitecture();
  expect(withDiagram(page, await drawArchitecture())).toBe(page);
}, 60_000);
