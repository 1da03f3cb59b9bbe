import { readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import type { Comparison } from './measure/measure.js';
import type { Spread } from './measure/spread.js';
import { type BenchOptions, REFERENCE_CONCURRENCY } from './options.js';
import { GROWTH, QUESTIONS } from './questions.js';

export interface BenchReport {
  readonly options: BenchOptions;
  readonly databaseVersion: string;
  readonly comparisons: readonly Comparison[];
  readonly growth: readonly Comparison[];
}

const DOCUMENT = new URL('../../docs/performance.md', import.meta.url);
const MARKERS = ['<!-- bench:start -->', '<!-- bench:end -->'] as const;

/** `ratios` are CPU efficiencies at the reference concurrency: 1 is raw's, 0.5 costs twice as much. */
export function jsonReport({ options, databaseVersion, comparisons, growth }: BenchReport): string {
  const reference = comparisons.filter(({ concurrency }) => concurrency === REFERENCE_CONCURRENCY);
  const ratios = Object.fromEntries(reference.map(({ question, efficiency }) => [question, efficiency]));
  const ratiosWithDatabase = Object.fromEntries(
    reference.map(({ question, efficiencyWithDatabase }) => [question, efficiencyWithDatabase]),
  );
  const machine = { cores: cpus().length, node: process.version, postgresql: databaseVersion };
  return `${JSON.stringify({ at: new Date(), ratios, ratiosWithDatabase, machine, options, comparisons, growth }, null, 1)}\n`;
}

/** @returns the tables as Markdown; they also go into docs/performance.md when that was asked for */
export async function writeReport(report: BenchReport): Promise<string> {
  const tables = markdown(report);
  if (!report.options.document) return tables;
  const text = await readFile(DOCUMENT, 'utf8');
  const [start, end] = MARKERS.map((marker) => text.indexOf(marker)) as [number, number];
  if (start < 0 || end < start) throw new Error(`${DOCUMENT.pathname} lacks its markers ${MARKERS.join(' and ')}`);
  await writeFile(DOCUMENT, `${text.slice(0, start)}${MARKERS[0]}\n${tables}${text.slice(end)}`);
  return tables;
}

function markdown({ options, databaseVersion, comparisons, growth }: BenchReport): string {
  const { customers, transactionsPerAccount, clients, rounds, roundSeconds } = options;
  const transactions = (customers * 2 * transactionsPerAccount).toLocaleString('en');
  const setting = `${new Date().toISOString().slice(0, 10)}; ${cpus().length} shared cores, Node ${process.version.slice(1)}, PostgreSQL ${databaseVersion}; ${customers.toLocaleString('en')} customers, ${transactions} transactions, ${clients} grants; ${rounds} rounds of ${roundSeconds} s each, medians.`;
  const parts = [setting, table(comparisons)];
  if (growth.length > 0) parts.push(`Growth of Q1, ${REFERENCE_CONCURRENCY} connections:`, growthTable(growth));
  return `${parts.join('\n\n')}\n`;
}

const COLUMNS = [
  'question',
  'connections',
  'server CPU raw → ours, µs',
  'efficiency',
  'database CPU raw → ours, µs',
  'efficiency with database',
  'p50 raw → ours, ms',
  'p99 raw → ours, ms',
  'requests/s raw → ours',
  'foreign load, cores',
];

function table(comparisons: readonly Comparison[]): string {
  return rowsOf(
    COLUMNS,
    comparisons.map((of) => [
      `${of.question.toUpperCase()}: ${titleOf(of.question)}`,
      String(of.concurrency),
      pair(of.raw.serverUs, of.platform.serverUs, 0),
      of.efficiency.toFixed(2),
      of.raw.databaseUs && of.platform.databaseUs ? pair(of.raw.databaseUs, of.platform.databaseUs, 0) : '–',
      of.efficiencyWithDatabase?.toFixed(2) ?? '–',
      pair(of.raw.p50Ms, of.platform.p50Ms, 1),
      pair(of.raw.p99Ms, of.platform.p99Ms, 1),
      pair(of.raw.requestsPerSecond, of.platform.requestsPerSecond, 0),
      `${of.raw.foreignCores.median.toFixed(1)} / ${of.platform.foreignCores.median.toFixed(1)}`,
    ]),
  );
}

function growthTable(growth: readonly Comparison[]): string {
  return rowsOf(
    ['portfolio', 'server CPU raw → ours, ms', 'efficiency', 'database CPU raw → ours, ms', 'p99 raw → ours, ms'],
    growth.map((of) => [
      titleOf(of.question),
      pair(of.raw.serverUs, of.platform.serverUs, 2, 1000),
      of.efficiency.toFixed(2),
      of.raw.databaseUs && of.platform.databaseUs ? pair(of.raw.databaseUs, of.platform.databaseUs, 2, 1000) : '–',
      pair(of.raw.p99Ms, of.platform.p99Ms, 1),
    ]),
  );
}

/** Medians; how far the rounds lie apart follows as ± half of their span, in per cent of ours. */
function pair(raw: Spread, ours: Spread, digits: number, unit = 1): string {
  const span = Math.round(((ours.max - ours.min) / 2 / ours.median) * 100);
  return `${(raw.median / unit).toFixed(digits)} → ${(ours.median / unit).toFixed(digits)} ±${span} %`;
}

function titleOf(name: string): string {
  return [...QUESTIONS, ...GROWTH].find((question) => question.name === name)?.title ?? name;
}

function rowsOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
