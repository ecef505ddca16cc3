/** A function to minimise; Infinity where it is not defined. */
export type Objective = (at: readonly number[]) => number;
export type Gradient = (at: readonly number[]) => readonly number[];

export type Minimum = {
  readonly at: readonly number[];
  readonly value: number;
  readonly iterations: number;
  readonly converged: boolean;
};
