/**
 * `npm run bench -- tickets [--tickets 1000000]`: opening a ticket, a page of a queue and a search through the whole pipeline, against the
 * very same statements sent by pgbench, at a tenth of the rows and at all of them (growth). One client at a time on both sides, in turns, so that
 * whatever else the machine does weighs on both. Needs DATABASE_URL of a server where databases may be made, and pgbench.
 */
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import pg from 'pg';
import type { BoundReach, Reach, Statement } from '../../src/operation/index.js';
import { bindingOf } from '../../src/storage/bind-statement.js';
import { createTemplate } from '../support/template-database.js';
import { benchCustomer, makeTickets } from './bench-data.js';
import { openingScript } from './bench-opening.js';
import { createTicketWorld, type TicketWorld } from './ticket-world.js';

const { values } = parseArgs({
  args: process.argv.slice(process.argv[2] === 'tickets' ? 3 : 2),
  options: {
    tickets: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '5' },
    calls: { type: 'string', default: '200' },
    pgbench: { type: 'string', default: '/usr/lib/postgresql/15/bin/pgbench' },
  },
});
const [rounds, calls] = [Number(values.rounds), Number(values.calls)];
const all = Number(values.tickets);
const tenth = Math.round(all / 10);
const run = promisify(execFile);
const say = (line: string) => process.stdout.write(`${line}\n`);

interface Question {
  readonly name: string;
  readonly ask: (world: TicketWorld, as: Readers) => Promise<unknown>;
}

interface Readers {
  /** The staff's desk. */
  readonly desk: string;
  /** One customer of the many, on the brokerage's own pages. */
  readonly customer: string;
}

const FIELDS = '{ edges { node { id subject status level promisedAt assignedTo } } pageInfo { hasNextPage } }';
let asked = 0;

function search(world: TicketWorld, desk: string, text: string, more: Record<string, unknown> = {}) {
  return world.data(
    `query($filter: TicketFilter!) { tickets(first: 20, filter: $filter) ${FIELDS} }`,
    { filter: { text, ...more } },
    desk,
  );
}

const QUESTIONS: readonly Question[] = [
  {
    name: 'list by queue',
    ask: (world, { desk }) => world.data(`{ ticketQueue(first: 50, level: L2) ${FIELDS} }`, {}, desk),
  },
  {
    name: 'own list',
    ask: (world, { customer }) =>
      world.data(`{ tickets(first: 20) ${FIELDS.replace(' assignedTo', '')} }`, {}, customer),
  },
  {
    // Every order is asked about once.
    name: 'search, 1 hit',
    ask: (world, { desk }) => search(world, desk, `委托 ${(asked += 7) % tenth}`),
  },
  {
    // Hits grow with the tickets: 40 in a million.
    name: 'search, few',
    ask: (world, { desk }) => search(world, desk, `成交 word${(asked += 7) % 5000}`),
  },
  {
    // A fifth of all tickets has it.
    name: 'search, common',
    ask: (world, { desk }) => search(world, desk, '没有成交'),
  },
  {
    name: 'search, filtered',
    ask: (world, { desk }) =>
      search(world, desk, '没有成交', { statuses: ['OPEN', 'WAITING_FOR_BROKERAGE'], topic: 'TAX' }),
  },
];

const CUSTOMERS = 50_000;

const dropTemplate = await createTemplate();
const world = await createTicketWorld();
const owner = new pg.Client({ connectionString: world.url });
try {
  await owner.connect();
  const { grantId } = await world.staff();
  const small = await measure(grantId, 1, tenth);
  const large = await measure(grantId, tenth + 1, all);
  say('| question | pgbench, ms | ours, ms | ratio | growth of pgbench | growth of ours |');
  say('| --- | --- | --- | --- | --- | --- |');
  for (const [name, { platform, raw }] of Object.entries(large)) {
    const before = small[name] ?? { platform: Number.NaN, raw: Number.NaN };
    const cells = [raw, platform, platform / raw, raw / before.raw, platform / before.platform];
    say(`| ${[name, ...cells.map((figure) => figure.toFixed(2))].join(' | ')} |`);
  }
  say(`Growth: from ${tenth} tickets to ${all}.`);
} finally {
  await owner.end();
  await world.close();
  await dropTemplate();
}

async function measure(desk: string, first: number, last: number) {
  const began = performance.now();
  await makeTickets(owner, world.appId, { first, last, customers: CUSTOMERS });
  const as = { desk, customer: await world.ownPages(benchCustomer(5)) };
  say(`${last} tickets, ${last * 10} messages; made in ${((performance.now() - began) / 1000).toFixed(0)} s`);
  const found: Record<string, Times> = {};
  for (const { name, ask } of QUESTIONS) {
    const script = await asScript(name, await captured(() => ask(world, as)));
    found[name] = await inTurns(() => timed(() => ask(world, as)), script, 'openfolio_app');
  }
  const script = await openingScript(world.anna.id, world.appId);
  found['open'] = await inTurns(openOne, script, 'openfolio_ops');
  for (const [name, { platform, raw }] of Object.entries(found))
    say(
      `  ${name.padEnd(16)} ${platform.toFixed(2)} ms through the pipeline, ${raw.toFixed(2)} ms by pgbench: ratio ${(platform / raw).toFixed(2)}`,
    );
  return found;
}

interface Times {
  readonly platform: number;
  readonly raw: number;
}

/** Median over rounds of the mean time of a call, in ms; each round one after the other on both sides. */
async function inTurns(call: () => Promise<number>, script: string, role: string): Promise<Times> {
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (let n = 0; n < 20; n += 1) await call();
  for (let round = 0; round < rounds; round += 1) {
    let sum = 0;
    for (let n = 0; n < calls; n += 1) sum += await call();
    ours.push(sum / calls);
    const flags = ['-n', '-M', 'prepared', '-c', '1', '-t', String(calls), '-f', script, world.url];
    const { stdout } = await run(values.pgbench, flags, { env: { ...process.env, PGOPTIONS: `-c role=${role}` } });
    theirs.push(Number(/latency average = ([\d.]+) ms/.exec(stdout)?.[1]));
  }
  return { platform: median(ours), raw: median(theirs) };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** Opens one ticket of L3; ends it outside the time that is measured, so that the customer never has too many. */
async function openOne(): Promise<number> {
  asked += 1;
  const took = await timed(() => world.open(`Should I buy gold or bonds for plan ${asked}?`));
  await owner.query("UPDATE ticket SET status = 'CLOSED' WHERE customer_id = $1 AND status = 'NEW'", [world.anna.id]);
  return took;
}

/** The statements that a call sends through its bound reach, with the binding in front of each batch. */
async function captured(work: () => Promise<unknown>): Promise<readonly (readonly Statement[])[]> {
  const { reach } = world.database;
  const bind = reach.bind.bind(reach);
  const batches: Statement[][] = [];
  reach.bind = (to: Reach): BoundReach => {
    const bound = bind(to);
    const read = (statements: readonly Statement[]) => {
      batches.push([bindingOf(to).statement, ...statements]);
      return bound.read(statements);
    };
    return { reach: to, read };
  };
  await work();
  reach.bind = bind;
  return batches;
}

async function asScript(name: string, batches: readonly (readonly Statement[])[]): Promise<string> {
  const lines = batches.flatMap((batch) => [
    'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;',
    ...batch.map(({ text, values: given }) => `${withLiterals(text, given).replace(/\s+/g, ' ')};`),
    'COMMIT;',
  ]);
  const file = join(tmpdir(), `openfolio-bench-${name.replaceAll(' ', '-')}-${process.pid}.sql`);
  await writeFile(file, `${lines.join('\n')}\n`);
  return file;
}

function withLiterals(text: string, given: readonly (string | null)[]): string {
  return text.replace(/\$(\d+)/g, (_, place: string) => {
    const value = given[Number(place) - 1];
    // pgbench takes a colon before a letter for a variable of its own, even within quotes.
    return value == null ? 'NULL' : `(${pg.escapeLiteral(value).replaceAll(':', "' || chr(58) || '")})`;
  });
}

function median(figures: readonly number[]): number {
  return [...figures].sort((one, other) => one - other)[Math.floor(figures.length / 2)] ?? Number.NaN;
}
