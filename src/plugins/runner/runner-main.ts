/**
 * The jailed process: engine.wasm beside it, frames on stdin and stdout, and nothing else. Bundled to one file by
 * runner-folder.ts. Reads and writes block: there is no event loop in here that anything could be left on.
 */
import { readFileSync, readSync, writeSync } from 'node:fs';
import { encodeFrame, FRAME_HEAD_BYTES, type Frame, frameLengths, parseFrame } from './frame.js';
import { Guest } from './guest.js';
import { GuestCache } from './guest-cache.js';
import { doneHeader, type NeedHeader, readRunHeader } from './protocol.js';
import type { RunResult } from './run-result.js';
import { warmUp } from './warm-up.js';

const module = new WebAssembly.Module(readFileSync(new URL('engine.wasm', import.meta.url)));
const guests = new GuestCache(module);
warmUp(module);
send(encodeFrame({ type: 'ready' }));
for (let frame = receive(); frame; frame = receive()) answer(frame);

function answer(frame: Frame): void {
  const { id, bundle, ...call } = readRunHeader(frame);
  const guest = guests.find(bundle) ?? guests.load(bundle, fetchSource(id, bundle));
  const result: RunResult = guest instanceof Guest ? guest.run({ ...call, input: frame.body.toString('utf8') }) : guest;
  send(encodeFrame(doneHeader(id, result), result.ok ? result.output : ''));
}

function fetchSource(id: number, bundle: string): string {
  const need: NeedHeader = { type: 'need', id, bundle };
  send(encodeFrame(need));
  const loaded = receive();
  if (loaded?.header['type'] !== 'load' || loaded.header['bundle'] !== bundle) throw new Error('Expected the bundle');
  return loaded.body.toString('utf8');
}

/** @returns `undefined` when the supervisor is gone */
function receive(): Frame | undefined {
  const head = readExactly(FRAME_HEAD_BYTES);
  if (!head) return undefined;
  const lengths = frameLengths(head);
  const header = readExactly(lengths.header);
  const body = readExactly(lengths.body);
  return header && body ? parseFrame(header, body) : undefined;
}

function readExactly(length: number): Buffer | undefined {
  const buffer = Buffer.alloc(length);
  for (let filled = 0; filled < length; ) {
    const count = patiently(() => readSync(0, buffer, filled, length - filled, null));
    if (count === 0) return undefined;
    filled += count;
  }
  return buffer;
}

function send(bytes: Buffer): void {
  for (let sent = 0; sent < bytes.length; ) sent += patiently(() => writeSync(1, bytes, sent));
}

/** Pipes that the parent made non-blocking answer EAGAIN when there is nothing yet. */
function patiently(transfer: () => number): number {
  for (;;) {
    try {
      return transfer();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}
