import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ticketResponderOf } from '../../src/compose/responder.js';
import { composeSchema } from '../../src/compose/schema.js';
import { ticketUseCases } from '../../src/compose/tickets.js';
import { newId } from '../../src/kernel/ids.js';
import { createLogger, type Logger } from '../../src/kernel/log.js';
import {
  documentCompiler,
  documentRunner,
  pipeline,
  planCompiler,
  type RunDocument,
} from '../../src/operation/index.js';
import { AttemptGuard } from '../../src/operation/schema/attempt-guard.js';
import { type PackageFiles, readReceipt } from '../../src/plugins/index.js';
import { figuresSince } from '../../src/plugins/registry/release-figures.js';
import { publishArticles, readArticles } from '../../src/tickets/index.js';
import { createRegistryWorld, type RegistryWorld } from '../plugins/registry/registry-world.js';

let world: RegistryWorld;
let run: RunDocument;
let tickets: ReturnType<typeof ticketUseCases>;
const failures: unknown[] = [];
const logger = { warn: (at: { err: unknown }) => failures.push(at.err) } as unknown as Pick<Logger, 'warn'>;
beforeAll(async () => {
  world = await createRegistryWorld({ listedRuns: 1000 });
  const pool = world.database.ops;
  await publishArticles(pool, readArticles());
  tickets = ticketUseCases({ pool, clock: world.clock, logger: createLogger({ level: 'silent' }) });
  const attemptGuard = new AttemptGuard({ count: (_action, next) => next() });
  const { schema, requirements, reads } = await composeSchema({ ...tickets, attemptGuard });
  const compiler = documentCompiler({ schema, requirements, compilePlan: planCompiler(reads) });
  run = documentRunner({ schema, compiler, pipeline: pipeline({ ...world.parts, schema, clock: world.clock }) });
  tickets.responderPoint.use(ticketResponderOf({ ...world.useCases, logger }));
}, 180_000);
afterAll(() => world?.close());

interface Opened {
  readonly id: string;
  readonly level: string;
  readonly status: string;
  readonly messages: {
    readonly edges: readonly { readonly node: { author: string; text: string; articleKey: string | null } }[];
  };
}

async function open(text: string, more: Record<string, unknown> = {}): Promise<Opened> {
  const source = `mutation($input: OpenTicketInput!) { openTicket(input: $input) {
    ticket { id level status messages(first: 5) { edges { node { author text articleKey } } } } userErrors { code message } } }`;
  const variables = { input: { text, ...more } };
  const outcome = await run({ source, variables, grantId: world.annaGrant, cause: { kind: 'LIVE' } });
  if (outcome.kind === 'refused') throw outcome.error;
  const { openTicket } = JSON.parse(outcome.json ?? 'null') as {
    openTicket: { ticket: Opened | null; userErrors: unknown[] };
  };
  if (!openTicket.ticket) throw new Error(JSON.stringify(openTicket.userErrors));
  return openTicket.ticket;
}
const answerOf = ({ messages }: Opened) => messages.edges.find(({ node }) => node.author === 'ASSISTANT')?.node;

describe('a listed plugin at ticket.respond', () => {
  test('takes the assistant’s place: its words are sent with the article that it cites, and its run has a receipt', async () => {
    const versionId = await world.release(
      { name: '@acme/answers', target: 'ticket.respond', fuel: 5_000_000 },
      asResponder,
    );
    await world.useCases.runExtension.choose({
      target: 'ticket.respond',
      versionId,
      personId: newId(),
      reason: 'It answers well in trials.',
    });
    const ticket = await open('How do I download my monthly statement?');
    expect(ticket).toMatchObject({ level: 'L1', status: 'WAITING_FOR_CUSTOMER' });
    expect(answerOf(ticket)).toMatchObject({ text: 'Acme says: see the article.', articleKey: 'download-statement' });
    const [ran, ...others] = await runs();
    expect(others).toEqual([]);
    expect(ran).toMatchObject({ code: null, version_id: versionId, customer_id: null, cause: 'PLUGIN' });
    const receipt = await readReceipt(ran?.receipt ?? '', await world.useCases.registryKey.publicKeys());
    expect(receipt).toMatchObject({ plugin: '@acme/answers', tool: 'total' });
  });

  test.each([
    ['throws', 'THROW', 'TOOL_THREW'],
    ['runs for ever', 'SPIN', 'OUT_OF_FUEL'],
    ['cites what was not found', 'UNFOUND', null],
    ['cites nothing', 'UNCITED', null],
  ])('that %s leaves the question to the built-in assistant, and its run is on record', async (_does, word, code) => {
    const ticket = await open(`How do I download my monthly statement? ${word}`);
    expect(ticket).toMatchObject({ level: 'L1', status: 'WAITING_FOR_CUSTOMER' });
    expect(answerOf(ticket)?.text).toMatch(/Source: /);
    expect(answerOf(ticket)?.articleKey).toBe('download-statement');
    expect((await runs()).at(-1)).toMatchObject({ code, cause: 'PLUGIN' });
  });

  test('that is unsure says so, and the question goes to a person', async () => {
    expect(await open('How do I download my monthly statement? UNSURE')).toMatchObject({
      level: 'L2',
      status: 'WAITING_FOR_BROKERAGE',
    });
  });

  test('that does not come back, or can not be run at all, is not waited for', async () => {
    const point = tickets.responderPoint;
    const never = { run: () => new Promise(() => {}) } as unknown as RegistryWorld['useCases']['runExtension'];
    const broken = { run: async () => Promise.reject(new Error('no runner')) } as unknown as typeof never;
    for (const [n, runExtension] of [never, broken].entries()) {
      const undo = point.use(ticketResponderOf({ runExtension, logger, withinMs: 50 }));
      expect(answerOf(await open(`How do I download my statement of month ${n}?`))?.text).toMatch(/Source: /);
      undo();
    }
    expect(failures.map(String)).toEqual(['Error: no runner']);
  });
});

describe('complaints about a plugin’s run', () => {
  beforeAll(async () => {
    await world.release();
    await world.install();
  }, 120_000);

  test('count as failures of its version and halt it in its stage; questions, and complaints about others’ runs, do not', async () => {
    const versionId = await world.stage({ version: '1.0.1', body: 'return { total: "1.00", rows: rows.length };' });
    const [wrong, odd] = await madeRuns(versionId, world.anna.id, 19);
    const [others] = await madeRuns(versionId, world.bert.id, 1);
    await open('Why is the total of this tool so high?', { pluginRunId: odd });
    await open('I complain about this run of a tool.', { pluginRunId: others, complaint: true });
    expect(await figures(versionId)).toEqual({ runs: 20, failures: 0 });
    await open('The total of this tool is wrong, I want to complain about it.', {
      pluginRunId: wrong,
      complaint: true,
    });
    expect(await figures(versionId)).toEqual({ runs: 20, failures: 1 });
    world.clock.advance(25 * 3_600_000);
    await world.useCases.advanceReleases.step();
    const { rows } = await world.database.ops.query('SELECT status, reason FROM plugin_release WHERE version_id = $1', [
      versionId,
    ]);
    expect(rows).toEqual([{ status: 'SUSPENDED', reason: 'The release halted at 5 %: 1 of 20 runs failed.' }]);
  });
});

const figures = (versionId: string) => figuresSince(world.database.ops, versionId, new Date(0));

/** Runs of a version that succeeded, by the ids that Anna's app knows. */
async function madeRuns(versionId: string, customerId: string, count: number): Promise<string[]> {
  const { rows } = await world.database.ops.query<{ id: string }>(
    `INSERT INTO plugin_run (id, customer_id, installation_id, plugin_id, version_id, app_id, grant_id, operation_id, input_operation_id, tool, target, status, as_of, started_at)
     SELECT gen_random_uuid(), $3, i.id, i.plugin_id, $1, gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'total', 'tool', 'SUCCEEDED', $2, $2
     FROM plugin_installation i, generate_series(1, $4::int) WHERE i.ended_at IS NULL RETURNING id`,
    [versionId, new Date(world.clock.now()), customerId, count],
  );
  return rows.map(({ id }) => world.parts.ids.encode(world.appId, 'run', id));
}

interface Ran {
  readonly code: string | null;
  readonly receipt: string | null;
  readonly version_id: string;
}

async function runs(): Promise<Ran[]> {
  const { rows } = await world.database.ops.query<Ran>(
    `SELECT e.code, e.receipt, e.version_id, o.customer_id, o.cause FROM plugin_run e
     JOIN operation_record o ON o.id = e.input_operation_id WHERE e.target = 'ticket.respond' ORDER BY e.id`,
  );
  return rows;
}

/** Answers from the first article, and misbehaves when the question asks for it. */
const RESPONDER = `var openfolioPlugin = { total: function (input) {
  var asked = input.args.question;
  if (asked.indexOf('THROW') >= 0) throw new Error('lost the thread');
  if (asked.indexOf('SPIN') >= 0) for (;;) {}
  if (asked.indexOf('UNCITED') >= 0) return { text: 'Trust me.', articleKey: '', confidence: 1 };
  var key = asked.indexOf('UNFOUND') >= 0 ? 'no-such-article' : input.args.articles[0].key;
  return { text: 'Acme says: see the article.', articleKey: key, confidence: asked.indexOf('UNSURE') >= 0 ? 0.1 : 0.9 };
} };`;

const ARTICLE = { key: 'download-statement', title: 'Statements', body: 'Where they are.', score: 2, coverage: 0.8 };
const properties = (of: Record<string, unknown>) => ({
  type: 'object',
  additionalProperties: false,
  required: Object.keys(of),
  properties: of,
});
const TEXT = { type: 'string', maxLength: 10_000 };
const NUMBER = { type: 'number' };

function asResponder(files: PackageFiles): PackageFiles {
  const article = properties({ key: TEXT, title: TEXT, body: TEXT, score: NUMBER, coverage: NUMBER });
  const args = {
    question: TEXT,
    language: TEXT,
    topic: TEXT,
    articles: { type: 'array', items: article, maxItems: 10 },
  };
  const result = { text: TEXT, articleKey: { type: 'string', maxLength: 100 }, confidence: NUMBER };
  const asked = { question: 'How?', language: 'en', topic: 'ACCOUNT', articles: [ARTICLE] };
  const input = { args: asked, data: { instruments: { edges: [] } }, asOf: '2026-01-02T00:00:00.000Z' };
  const fixture = { tool: 'total', description: 'Cites the best.', input, expected: {}, fuel: 0 };
  const texts = {
    'schemas/total.args.json': JSON.stringify(properties(args)),
    'schemas/total.result.json': JSON.stringify(properties(result)),
    'fixtures/two.json': JSON.stringify(fixture),
    'dist/plugin.js': RESPONDER,
  };
  const bytes = Object.entries(texts).map(([path, text]) => [path, new TextEncoder().encode(text)] as const);
  return new Map([...files, ...bytes]);
}
