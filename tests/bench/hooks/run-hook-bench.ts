import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { createTemplate } from '../../support/template-database.js';
import { type HookFigures, measureHooks } from './measure-hooks.js';
import type { Work } from './meter-work.js';

const FLAGS = {
  customers: { type: 'string', default: '1000,10000,100000' },
  endpoints: { type: 'string', default: '10' },
  deliveries: { type: 'string', default: '20000' },
} as const;

/**
 * `npm run bench -- hooks [--customers 1000,10000,100000] [--endpoints 10] [--deliveries 20000]`: events for so many customers, from being written to
 * being received, each size in a fresh database.
 */
export async function runHookBench(args: readonly string[], say: (line: string) => void): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: FLAGS });
  const dropTemplate = await createTemplate();
  try {
    await measureHooks(200, 2, 200); // warms the code up
    say(
      `${cpus().length} shared cores, Node ${process.version.slice(1)}; ${values.endpoints} endpoints, one event per customer`,
    );
    say(rowOf(HEAD.map(([name]) => name)));
    say(rowOf(HEAD.map(() => '---')));
    for (const size of values.customers.split(','))
      say(rowOf(cellsOf(await measureHooks(Number(size), Number(values.endpoints), Number(values.deliveries)))));
  } finally {
    await dropTemplate();
  }
}

type Cell = (figures: HookFigures) => string;

const HEAD: readonly (readonly [name: string, cell: Cell])[] = [
  ['customers', ({ customers }) => customers.toLocaleString('en')],
  ['written, µs each (process + database)', ({ customers, written }) => each(written, customers)],
  ['placed and queued', ({ customers, placed }) => each(placed, customers)],
  ['placed per s', ({ customers, placed }) => perSecond(placed, customers)],
  ['rendered', ({ customers, rendered }) => each(rendered, customers)],
  ['renders per core and s', ({ customers, rendered }) => perCore(rendered.processUs, customers)],
  [
    'with the database’s CPU',
    ({ customers, rendered }) => perCore(rendered.processUs + rendered.databaseUs, customers),
  ],
  ['delivered', ({ deliveries, delivered }) => each(delivered, deliveries)],
  ['deliveries per s', ({ deliveries, delivered }) => perSecond(delivered, deliveries)],
  ['memory, MB', ({ delivered }) => String(Math.round(delivered.rssMax / 2 ** 20))],
];

function cellsOf(figures: HookFigures): string[] {
  return HEAD.map(([, cell]) => cell(figures));
}

function each({ processUs, databaseUs }: Work, count: number): string {
  return `${Math.round(processUs / count)} + ${Math.round(databaseUs / count)}`;
}

function perSecond({ seconds }: Work, count: number): string {
  return Math.round(count / seconds).toLocaleString('en');
}

function perCore(us: number, count: number): string {
  return Math.round((count * 1e6) / us).toLocaleString('en');
}

function rowOf(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
