import { afterAll, expect, test } from '@jest/globals';
import { graphql } from 'graphql';
import { composePeople } from '../../../src/compose/people.js';
import { composeSchema } from '../../../src/compose/schema.js';
import { loadConfig } from '../../../src/config.js';
import {
  AppDirectory,
  FIRST_PARTY_APP,
  FirstPartyAccess,
  openIdentityOrm,
  RegisterApp,
} from '../../../src/identity/index.js';
import { systemClock } from '../../../src/kernel/clock.js';
import { PublicIds } from '../../../src/kernel/ids.js';
import { createLogger } from '../../../src/kernel/log.js';
import { operationIds } from '../../../src/operation/make-context.js';
import { Database } from '../../../src/storage/index.js';
import { createTestDatabase } from '../../support/template-database.js';

const closing: (() => Promise<unknown>)[] = [];

afterAll(async () => {
  for (const close of closing) await close();
});

/** The schema as the platform composes it, on a database of its own, with one app that registers others. */
async function composed() {
  const fresh = await createTestDatabase();
  const database = new Database({ url: fresh.url });
  const orm = await openIdentityOrm(fresh.url);
  closing.push(
    () => orm.close(true),
    () => database.close(),
    () => fresh.drop(),
  );
  const secret = Buffer.alloc(32, 1);
  const config = await loadConfig({ OPENFOLIO_SECRET: secret.toString('base64'), DATABASE_URL: fresh.url });
  const clock = systemClock;
  await new FirstPartyAccess({
    pool: database.identity,
    clock,
    publicUrl: config.publicUrl,
    scopeTable: {},
  }).ensureApp();
  const logger = createLogger({ level: 'silent' });
  const { attemptGuard } = composePeople({ config, database, redis: undefined, clock, logger });
  const registerApp = new RegisterApp({ orm, clock, scopeTable: {}, sandbox: true });
  const useCases = { registerApp, apps: new AppDirectory(database.identity), attemptGuard };
  const { schema } = await composeSchema(useCases);
  const ids = operationIds(new PublicIds(secret), FIRST_PARTY_APP.id);
  const contextValue = { grant: { appId: FIRST_PARTY_APP.id }, ids, count: () => {} };
  return { database, schema, contextValue };
}

test('each alias of registerApp is an attempt of its app: of 30 in one request 20 register', async () => {
  const { database, schema, contextValue } = await composed();
  const input =
    '{ nameEn: "Flood", nameZh: "洪水", clientType: PUBLIC, redirectUris: ["http://127.0.0.1:9/cb"], scopes: [], purposes: [] }';
  const aliases = Array.from({ length: 30 }, (_, index) => `r${index}: registerApp(input: ${input}) { clientId }`);
  const { errors } = await graphql({ schema, source: `mutation { ${aliases.join(' ')} }`, contextValue });
  const codes = errors?.map(({ originalError }) => (originalError as { code?: string } | undefined)?.code);
  expect(new Set(codes)).toEqual(new Set(['TOO_MANY_ATTEMPTS']));
  const { rows } = await database.identity.query('SELECT 1 FROM app WHERE NOT first_party');
  expect(rows).toHaveLength(20);
});
