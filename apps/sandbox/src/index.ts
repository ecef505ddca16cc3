export { startSandbox } from './start-sandbox.ts';
export type { Sandbox, SandboxOptions } from './start-sandbox.ts';
export { hashOf } from './truth/index.ts';
export type { Truth } from './truth/index.ts';
export type { Recording } from './recording.ts';
