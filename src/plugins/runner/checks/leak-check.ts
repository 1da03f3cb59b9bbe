import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { buildEngine } from '../build-engine.js';
import { Guest } from '../guest.js';
import { callOf } from './attack-check.js';
import { CHECK_FIXTURES } from './fixtures.js';
import { type CheckReport, table } from './report.js';

const SAMPLES = 10;
const GROWTH_MAX_BYTES = 24 * 1024 * 1024;

/**
 * Calls good, failing and growing tools by turns in this process. Passes when the second half needs no more memory
 * than the first (least of the samples of each: when instances that trapped are collected is the collector's affair), and
 * no fixture's fuel ever moves.
 */
export async function checkLeak(calls: number): Promise<CheckReport> {
  const { wasm } = await buildEngine();
  const module = new WebAssembly.Module(wasm);
  const guests = CHECK_FIXTURES.filter(({ name }) => name !== 'out of fuel').map((fixture) => {
    const guest = Guest.load(module, fixture.source);
    if (!(guest instanceof Guest)) throw new Error('A fixture can not be loaded');
    return { guest, call: { ...callOf(fixture.source, 'tool', fixture.input), fuel: 4e8 }, fuels: new Set<number>() };
  });
  const collect = garbageCollector();
  const samples: number[] = [];
  for (let call = 1; call <= calls; call += 1) {
    const turn = guests[call % guests.length];
    turn?.fuels.add(turn.guest.run(turn.call).fuelUsed);
    if (call % Math.ceil(calls / SAMPLES) !== 0 && call !== calls) continue;
    collect();
    const { heapUsed, arrayBuffers, external } = process.memoryUsage();
    samples.push(heapUsed + arrayBuffers + external);
  }
  const half = Math.floor(samples.length / 2);
  const growth = Math.min(...samples.slice(half)) - Math.min(...samples.slice(0, half));
  const steady = guests.every(({ fuels }) => fuels.size === 1);
  const rows = samples.map((bytes, index) => [`after ${index + 1}/${SAMPLES}`, `${(bytes / 1048576).toFixed(1)} MiB`]);
  const sum = `${calls} calls: memory moved by ${(growth / 1048576).toFixed(1)} MiB; fuel ${steady ? 'never moved' : 'MOVED'}`;
  return { lines: [...table(rows), sum], passed: growth < GROWTH_MAX_BYTES && steady };
}

function garbageCollector(): () => void {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  return typeof collect === 'function' ? () => void collect() : () => undefined;
}
