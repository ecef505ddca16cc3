import type { Kernel } from '../kernel/kernel.ts';

/** Runs a plan for the object with the id; `at` is the moment it was planned for. */
export type ClockworkRule = (kernel: Kernel, id: string, at: number) => void;

/** Rules by kind of plan. */
export type Clockwork = Readonly<Record<string, ClockworkRule>>;
