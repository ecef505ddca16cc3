import { expect, test } from 'vitest';
import { runbookBlocks } from './runbook-blocks.ts';

test('a numbered list keeps what runs over the line with its number', () => {
  expect(runbookBlocks('1. Look\n   closer.\n2. Act.')).toEqual([{ kind: 'numbers', items: ['Look closer.', 'Act.'] }]);
});

test('a table has a head and rows, without the line between', () => {
  expect(runbookBlocks('| it says | do |\n| --- | --- |\n| drift | train |')).toEqual([
    { kind: 'table', head: ['it says', 'do'], rows: [['drift', 'train']] },
  ]);
});

test('what is meant to be typed keeps its lines', () => {
  expect(runbookBlocks('Type:\n\n```\nnpm ci\nnpm start\n```\n\nThen wait.')).toEqual([
    { kind: 'paragraph', text: 'Type:' },
    { kind: 'code', text: 'npm ci\nnpm start' },
    { kind: 'paragraph', text: 'Then wait.' },
  ]);
});
