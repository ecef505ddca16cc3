import { readFileSync } from 'node:fs';
import { answer } from './answer.ts';
import { printed } from './printed.ts';

/** An analyst's tool: one question {id, op, input} on standard input, its answer on standard output. */
const question: unknown = JSON.parse(readFileSync(0, 'utf8'));
process.stdout.write(`${printed(answer(question))}\n`);
