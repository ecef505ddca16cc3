export { announceEnds } from './announce-ends.ts';
export { writeLetters } from './write-letters.ts';
