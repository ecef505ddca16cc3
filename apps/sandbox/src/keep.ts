import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { z } from 'zod';

/** When and how a world began: written first, so that a world killed during its history starts again as the same one. */
const originSchema = z.object({
  seed: z.number(),
  suppliers: z.number(),
  startEpoch: z.number(),
  endEpoch: z.number(),
  /** Worlds begun before anybody asked for more have as many as ever. */
  recentDeclines: z.number().default(0),
});

export type Origin = z.infer<typeof originSchema>;

/** The folder a world is kept in. */
export interface Keep {
  readOrigin(): Promise<Origin | null>;
  writeOrigin(origin: Origin): Promise<void>;
  /** The snapshot as it was written; null when there is none. */
  readSnapshot(): Promise<unknown>;
  /** Replaces the snapshot at once or not at all. */
  writeSnapshot(snapshot: unknown): Promise<void>;
}

/** Keeps a world in a folder, which is created when missing. */
export async function openKeep(directory: string): Promise<Keep> {
  await mkdir(directory, { recursive: true });
  const origin = join(directory, 'origin.json');
  const snapshot = join(directory, 'world.v8');
  return {
    async readOrigin() {
      const text = await readIfThere(origin);
      return text && originSchema.parse(JSON.parse(text.toString('utf8')));
    },
    writeOrigin: (value) => replaceFile(origin, Buffer.from(JSON.stringify(value))),
    async readSnapshot() {
      const bytes = await readIfThere(snapshot);
      return bytes && deserialize(bytes);
    },
    // The engine's events and objects share most of their data, which v8.serialize keeps shared and JSON does not.
    writeSnapshot: (value) => replaceFile(snapshot, serialize(value)),
  };
}

async function readIfThere(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

async function replaceFile(path: string, bytes: Buffer): Promise<void> {
  await writeFile(`${path}.new`, bytes);
  await rename(`${path}.new`, path);
}
