import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { ABI_EXPORTS } from './guest-abi.js';
import { GUEST_PRELUDE } from './guest-prelude.js';
import { instrumentWasm } from './instrument-wasm.js';
import { RUN_LIMITS } from './run-limits.js';

export interface Engine {
  readonly wasm: Uint8Array<ArrayBuffer>;
  /** sha256 over everything that decides what a run gives and costs. Part of every receipt. */
  readonly digest: string;
}

/** Instruments the engine of node_modules; 0.4 s. The digest must be the pinned one (engine-digest.ts), callers check it. */
export async function buildEngine(): Promise<Engine> {
  const wasm = new Uint8Array(instrumentWasm(await readOriginalEngine(), ENGINE_OPTIONS));
  return { wasm, digest: engineDigest(wasm) };
}

export const ENGINE_OPTIONS = { keepExports: ABI_EXPORTS, memoryPagesMax: RUN_LIMITS.memoryPages };

export function readOriginalEngine(): Promise<Buffer> {
  return readFile(createRequire(import.meta.url).resolve('quickjs-wasi/quickjs.wasm'));
}

export function engineDigest(wasm: Uint8Array): string {
  const { fuelLoad, heapBytes, stackBytes, pregrownBytes, logChars, errorChars } = RUN_LIMITS;
  const settings = JSON.stringify({ fuelLoad, heapBytes, stackBytes, pregrownBytes, logChars, errorChars });
  return createHash('sha256').update(wasm).update(GUEST_PRELUDE).update(settings).digest('hex');
}
