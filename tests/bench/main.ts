/**
 * `npm run bench [-- flags]`: the platform against raw node:http + pg with the same authentication. docs/performance.md tells
 * what is measured and how; `options.ts` holds the flags. `npm run bench -- hooks` measures events and hooks instead,
 * `npm run bench -- campaigns` a market trigger, `npm run bench -- tickets` tickets. Linux only, because CPU times come from /proc.
 */
import { writeFile } from 'node:fs/promises';
import { runCampaignBench } from './campaigns/run-campaign-bench.js';
import { runHookBench } from './hooks/run-hook-bench.js';
import type { LoadOrder } from './load/messages.js';
import { type BenchWorld, startBenchWorld } from './measure/bench-world.js';
import { type Comparison, compareServers, expectReport } from './measure/measure.js';
import { type BenchOptions, REFERENCE_CONCURRENCY, readOptions } from './options.js';
import { takeProfiles } from './profile/take-profiles.js';
import { GROWTH, QUESTIONS } from './questions.js';
import { jsonReport, writeReport } from './report.js';

const say = (line: string): void => console.log(line);
const [subject, ...flags] = process.argv.slice(2);
if (subject === 'hooks') await runHookBench(flags, say);
else if (subject === 'campaigns') await runCampaignBench(flags, say);
else if (subject === 'tickets') await import('../tickets/bench.js');
else await benchRequests(readOptions(process.argv.slice(2)));

async function benchRequests(options: BenchOptions): Promise<void> {
  const world = await startBenchWorld(options, say);
  try {
    say(`made in ${world.dataSetSeconds.toFixed(0)} s; PostgreSQL ${world.databaseVersion}, Node ${process.version}`);
    if (options.profileDirectory === undefined) await compare(world, options);
    else await takeProfiles(world, options, options.profileDirectory, say);
  } finally {
    await world.close();
  }
}

async function compare(on: BenchWorld, asked: BenchOptions): Promise<void> {
  const questions = asked.questions.filter((name) => QUESTIONS.some((question) => question.name === name));
  const growth = asked.growth ? GROWTH.map(({ name }) => name) : [];
  for (const question of [...questions, ...growth]) await assertEqual(on, question);
  const comparisons: Comparison[] = [];
  for (const question of questions)
    for (const concurrency of asked.concurrencies)
      comparisons.push(await compareServers(on, { ...asked, question, concurrency }, say));
  const grown: Comparison[] = [];
  for (const question of growth)
    grown.push(await compareServers(on, { ...asked, question, concurrency: REFERENCE_CONCURRENCY }, say));
  const report = { options: asked, databaseVersion: on.databaseVersion, comparisons, growth: grown };
  if (asked.jsonFile !== undefined) await writeFile(asked.jsonFile, jsonReport(report));
  say(await writeReport(report));
}

async function assertEqual(on: BenchWorld, question: string): Promise<void> {
  on.load.send({ order: 'compare', question } satisfies LoadOrder);
  const { clients, bytes } = await expectReport(on, 'equal');
  say(`${question}: both answer the same ${bytes} bytes (${clients} clients compared)`);
}
