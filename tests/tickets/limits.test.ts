import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { allowAsPersona } from '../../src/cli/sandbox-client/allow-as-persona.js';
import { ticketGuards } from '../../src/compose/tickets.js';
import { systemClock } from '../../src/kernel/clock.js';
import { newId } from '../../src/kernel/ids.js';
import { type AttemptLog, MemoryAttemptLog, RedisAttemptLog } from '../../src/metering/index.js';
import { connectRedis } from '../../src/storage/index.js';
import { SandboxPlatform } from '../support/sandbox-platform.js';

const redisUrl = emptyDatabaseOf(process.env['REDIS_URL']);
if (!redisUrl) console.warn('Skipped: limits of tickets shared through Redis. Set REDIS_URL to run these tests.');
const redis = redisUrl ? await connectRedis(redisUrl) : undefined;
await redis?.flushdb(); // personas have the same ids in every world, and their hour is not over when tests run again
afterAll(async () => {
  await redis?.quit();
});

const APP = {
  clientId: 'example-labs-neighbourhood',
  redirectUri: 'http://127.0.0.1:8789/callback',
  scopes: ['tickets:read', 'tickets:write'],
} as const;
const onOutage = (cause: unknown) => {
  throw cause;
};

describe.each(redisUrl ? ['memory', 'Redis'] : ['memory'])('through the door, counted in %s', (where) => {
  let platform: SandboxPlatform;
  beforeAll(async () => {
    platform = await SandboxPlatform.start(where === 'Redis' ? { REDIS_URL: redisUrl ?? '' } : {});
  }, 120_000);
  afterAll(() => platform?.stop());

  test('a customer opens ten tickets an hour through an app, however many requests come at once; others are not held up', async () => {
    const codes = await openAll(platform, 'Chen Zhiyuan', 14);
    expect(codes.filter((code) => code === 'opened')).toHaveLength(10);
    expect(codes.filter((code) => code === 'TOO_MANY_ATTEMPTS 3600')).toHaveLength(4);
    expect(await openAll(platform, 'Wang', 1)).toEqual(['opened']);
  });

  if (where === 'Redis') {
    test('what another gateway let through counts here, for the customer and for the app over all customers', async () => {
      const owner = new pg.Client({ connectionString: platform.databaseUrl });
      await owner.connect();
      const { rows } = await owner.query<{ id: string }>('SELECT id FROM app WHERE client_id = $1', [APP.clientId]);
      await owner.end();
      const elsewhere = gateway(redis ? new RedisAttemptLog({ redis, clock: systemClock, onOutage }) : undefined);
      const appId = rows[0]?.id ?? '';
      for (let n = 0; n < 1200; n += 1) await elsewhere(newId(), appId).catch(() => {});
      expect(await openAll(platform, 'Li', 1)).toEqual(['TOO_MANY_ATTEMPTS 60']);
    });
  }
});

describe.each<[string, () => AttemptLog | undefined]>([
  ['memory', () => new MemoryAttemptLog({ clock: systemClock })],
  ['Redis', () => redis && new RedisAttemptLog({ redis, clock: systemClock, onOutage })],
])('attempts in %s', (where, make) => {
  test('an app opens 1200 tickets a minute over all its customers, and another app as many', async () => {
    if (where === 'Redis' && !redis) return;
    const open = gateway(make());
    const [app, other] = [newId(), newId()];
    const taken = await Promise.allSettled(Array.from({ length: 1210 }, () => open(newId(), app)));
    expect(taken.filter(({ status }) => status === 'fulfilled')).toHaveLength(1200);
    await expect(open(newId(), other)).resolves.toBeUndefined();
  });
});

/** What stands before `openTicket` in a gateway of its own with this count. */
function gateway(log: AttemptLog | undefined) {
  if (!log) throw new Error('nothing to count in');
  const guard = ticketGuards(log)['openTicket'];
  return async (customerId: string, appId: string): Promise<void> => {
    const action = { root: {}, args: {}, context: { grant: { customerId, appId } }, info: { fieldName: 'openTicket' } };
    await guard?.(action as unknown as Parameters<typeof guard>[0], async () => undefined);
  };
}

async function openAll(platform: SandboxPlatform, persona: string, count: number): Promise<string[]> {
  const access = await allowAsPersona({ url: platform.url, ...APP, persona });
  const query = 'mutation($text: String!) { openTicket(input: { text: $text }) { ticket { id } userErrors { code } } }';
  const post = async (n: number) => {
    const answer = await access.fetch(platform.graphqlUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables: { text: `My question number ${n} about order ${n * 7}` } }),
    });
    const { data, errors } = (await answer.json()) as Answer;
    const [refused] = errors ?? [];
    if (refused) return `${refused.extensions.code} ${refused.extensions.retryAfterSeconds}`;
    return data.openTicket.ticket ? 'opened' : (data.openTicket.userErrors[0]?.code ?? '');
  };
  return Promise.all(Array.from({ length: count }, (_, n) => post(n)));
}

interface Answer {
  readonly data: {
    readonly openTicket: { readonly ticket: object | null; readonly userErrors: readonly { code: string }[] };
  };
  readonly errors?: readonly { readonly extensions: { readonly code: string; readonly retryAfterSeconds?: number } }[];
}

/** A numbered database of the server that nothing else uses. */
function emptyDatabaseOf(server: string | undefined): string | undefined {
  if (!server) return undefined;
  const url = new URL(server);
  url.pathname = '/14';
  return url.href;
}
