import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { composeSchema } from '../../src/compose/schema.js';
import { ticketGuards, ticketUseCases } from '../../src/compose/tickets.js';
import { createLogger } from '../../src/kernel/log.js';
import { MemoryAttemptLog } from '../../src/metering/index.js';
import {
  documentCompiler,
  documentRunner,
  pipeline,
  planCompiler,
  type RunDocument,
} from '../../src/operation/index.js';
import { AttemptGuard } from '../../src/operation/schema/attempt-guard.js';
import { termsOf } from '../../src/tickets/text/terms.js';
import { createTicketWorld, type TicketWorld } from './ticket-world.js';

let world: TicketWorld;
let run: RunDocument;
beforeAll(async () => {
  world = await createTicketWorld();
  const guards = ticketGuards(new MemoryAttemptLog({ clock: world.clock }));
  const attemptGuard = new AttemptGuard({
    count: (action, next) => (guards[action.info.fieldName] ?? ((_, go) => go()))(action, next),
  });
  const useCases = ticketUseCases({
    pool: world.database.ops,
    clock: world.clock,
    logger: createLogger({ level: 'silent' }),
  });
  const { schema, requirements, reads } = await composeSchema({ ...useCases, attemptGuard });
  const compiler = documentCompiler({ schema, requirements, compilePlan: planCompiler(reads) });
  run = documentRunner({ schema, compiler, pipeline: pipeline({ ...world.parts, schema }) });
});
afterAll(() => world?.close());

describe('opening', () => {
  test('ten pass in an hour and no more, also when fifteen come at once, by aliases of one request', async () => {
    const aliases = Array.from(
      { length: 15 },
      (_, n) => `a${n}: openTicket(input: { text: "Question number ${n} of my long list" }) { ticket { id } }`,
    );
    const outcome = await run({
      source: `mutation { ${aliases.join('\n')} }`,
      grantId: world.annaGrant,
      cause: { kind: 'LIVE' },
    });
    if (outcome.kind === 'refused') throw outcome.error;
    expect(
      outcome.errors.filter(({ extensions }) => extensions?.['code'] === 'TOO_MANY_ATTEMPTS').length,
    ).toBeGreaterThan(0);
    const { rows } = await world.database.ops.query<{ count: number }>(
      'SELECT count(*)::int AS count FROM ticket WHERE customer_id = $1',
      [world.anna.id],
    );
    expect(rows[0]?.count).toBe(10);
  });

  test('one customer’s flood is not another’s', async () => {
    const source = 'mutation { openTicket(input: { text: "How do I withdraw cash?" }) { ticket { status } } }';
    const outcome = await run({ source, grantId: world.bertGrant, cause: { kind: 'LIVE' } });
    expect(outcome).toMatchObject({ kind: 'answered', errors: [] });
  });

  test('twenty open questions of a customer are enough; without a customer there is none', async () => {
    const codesOf = async (input: Record<string, unknown>, grantId: string) => {
      const answered = await world.act('openTicket', input, grantId).catch((error: unknown) => String(error));
      return /"?code"?:\s*"(\w+)"/.exec(JSON.stringify(answered).replaceAll('\\', ''))?.[1];
    };
    const codes: (string | undefined)[] = [];
    for (let n = 0; n < 21; n += 1)
      codes.push(await codesOf({ text: `Something else that I wonder about: ${n}` }, world.annaGrant));
    expect(codes.at(-1)).toBe('TICKET_TOO_MANY_OPEN');
    const nobodys = await world.grant({ customer: null });
    expect(await codesOf({ text: 'Whose question is this one?' }, nobodys)).toBe('TICKET_NEEDS_CUSTOMER');
  });
});

test.each(['怎么修改交易密码？How to reset my PIN 12', '股', '①ＡＢＣ 全角', 'naïve café', '  ', '港股通T+2交收'])(
  'terms of %p are the same in the code and in the database',
  async (text) => {
    const { rows } = await world.database.ops.query<{ terms: string[] }>('SELECT ticket_terms($1) AS terms', [text]);
    expect([...(rows[0]?.terms ?? [])].sort()).toEqual([...new Set(termsOf(text))].sort());
  },
);
