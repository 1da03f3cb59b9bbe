import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SERVERS, type ServerName } from '../load/messages.js';
import type { BenchWorld } from '../measure/bench-world.js';
import { measureRound } from '../measure/measure.js';
import { type BenchOptions, REFERENCE_CONCURRENCY } from '../options.js';
import type { ProfileOrder } from './answer-profile-orders.js';
import { type CpuProfile, type SelfTimes, selfTimes } from './self-times.js';

const FUNCTIONS_SHOWN = 40;

/** One CPU profile per question and server under the reference concurrency, and where their time goes, per request. */
export async function takeProfiles(
  world: BenchWorld,
  options: BenchOptions,
  directory: string,
  say: (line: string) => void,
): Promise<void> {
  await mkdir(directory, { recursive: true });
  for (const question of options.questions) {
    const times = {} as Record<ServerName, SelfTimes>;
    for (const server of SERVERS) times[server] = await takeProfile(world, options, question, server, directory);
    say(`\n${question}, µs per request\n`);
    say(table(times, (of) => of.parts, Number.POSITIVE_INFINITY));
    say(`\n${table(times, (of) => of.functions, FUNCTIONS_SHOWN)}`);
  }
}

async function takeProfile(
  world: BenchWorld,
  { warmUpSeconds, roundSeconds }: BenchOptions,
  question: string,
  server: ServerName,
  directory: string,
): Promise<SelfTimes> {
  const file = join(directory, `${question}.${server}.cpuprofile`);
  const round = { question, server, concurrency: REFERENCE_CONCURRENCY };
  const child = world.servers[server];
  const order = async (profile: ProfileOrder) => {
    child.send(profile);
    await child.next();
  };
  await measureRound(world, { ...round, seconds: warmUpSeconds });
  await order({ profile: 'start' });
  const { requests } = await measureRound(world, { ...round, seconds: roundSeconds });
  await order({ profile: 'stop', file });
  return selfTimes(JSON.parse(await readFile(file, 'utf8')) as CpuProfile, requests);
}

function table(
  times: Readonly<Record<ServerName, SelfTimes>>,
  pick: (of: SelfTimes) => ReadonlyMap<string, number>,
  rows: number,
): string {
  const [raw, ours] = [pick(times.raw), pick(times.platform)];
  const names = [...new Set([...ours.keys(), ...raw.keys()])]
    .sort((a, b) => (ours.get(b) ?? 0) - (ours.get(a) ?? 0))
    .slice(0, rows);
  const cell = (us: number | undefined) => (us ?? 0).toFixed(1);
  const lines = names.map((name) => `| ${name} | ${cell(raw.get(name))} | ${cell(ours.get(name))} |`);
  return ['| part | raw | ours |', '| --- | --- | --- |', ...lines].join('\n');
}
