import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { AuthorityChannel, DatabaseSigningKeys } from '../../../src/identity/access/index.js';
import { systemClock } from '../../../src/kernel/clock.js';
import { Database } from '../../../src/storage/index.js';
import { createTestDatabase } from '../../support/template-database.js';
import { publishKey, until } from './authority-fixture.js';

/** Whole milliseconds: a cooldown that is measured in fractions may end a rounding too late. */
let elapsed = 1_000_000;
let database: Database;
let drop: () => Promise<void>;
let channel: AuthorityChannel;
const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });

beforeAll(async () => {
  const fresh = await createTestDatabase();
  drop = fresh.drop;
  database = new Database({ url: fresh.url });
  channel = new AuthorityChannel({ connectionString: fresh.url, retryMs: 20 });
  await channel.start();
});

afterAll(async () => {
  await channel.stop();
  await database.close();
  await drop();
});

const newKeys = (on: AuthorityChannel) =>
  new DatabaseSigningKeys({ channel: on, clock: systemClock, elapsedMs: () => elapsed });

/** Counts the reads that go through the real channel. */
class CountingChannel extends AuthorityChannel {
  reads = 0;

  override query: AuthorityChannel['query'] = (text, values) => {
    this.reads += 1;
    return super.query(text, values);
  };
}

test('a flood of invented kids reads the keys once per cooldown', async () => {
  const counting = new CountingChannel({ connectionString: database.url });
  await counting.start();
  const keys = newKeys(counting);
  await keys.start();
  for (let round = 1; round <= 3; round += 1) {
    elapsed += 5000;
    await Promise.all(Array.from({ length: 100 }, (_, index) => keys.find(`x${index}`)));
    expect(counting.reads).toBe(1 + round);
  }
  keys.stop();
  await counting.stop();
});

test('all who come at once with a kid that is new here wait for the one reading that finds it', async () => {
  const deaf = new CountingChannel({ connectionString: database.url });
  await deaf.start();
  const keys = newKeys(deaf);
  await keys.start();
  keys.stop(); // hears no announcement any more
  await publishKey(database, 'unheard', privateKey);
  elapsed += 5000;
  const found = await Promise.all(Array.from({ length: 100 }, () => keys.find('unheard')));
  expect(found.map((key) => key?.type)).toEqual(Array.from({ length: 100 }, () => 'public'));
  expect(deaf.reads).toBe(2);
  await deaf.stop();
});

test('a published key is found without a request for it, as its public half', async () => {
  const keys = newKeys(channel);
  await keys.start();
  await publishKey(database, 'announced', privateKey);
  await until(() => keys.isCurrent('announced'));
  expect((await keys.find('announced'))?.type).toBe('public');
  keys.stop();
});

test('a retired key and a key for other algorithms are not found', async () => {
  await publishKey(database, 'retired', privateKey);
  await publishKey(database, 'other', privateKey);
  await database.identity.query(
    `UPDATE signing_key SET retires_at = now() - interval '1 second' WHERE kid = 'retired'`,
  );
  await database.identity.query(`UPDATE signing_key SET alg = 'RS256' WHERE kid = 'other'`);
  const keys = newKeys(channel);
  await keys.start();
  expect(keys.isCurrent('retired')).toBe(false);
  expect(keys.isCurrent('other')).toBe(false);
  keys.stop();
});

test('when keys were never read, "unknown" is not claimed: it throws', async () => {
  const away = new AuthorityChannel({ connectionString: database.url });
  await expect(newKeys(away).find('k1')).rejects.toThrow();
});
