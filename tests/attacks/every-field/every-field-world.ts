import pg from 'pg';
import { composeSchema, type PlatformSchema, SCOPES } from '../../../src/compose/schema.js';
import { compose, type Platform } from '../../../src/compose.js';
import { loadConfig } from '../../../src/config.js';
import { newId, PublicIds } from '../../../src/kernel/ids.js';
import type { Outcome } from '../../../src/operation/index.js';
import { insertCustomer, type SmallCustomer } from '../../operation/operation-rows.js';
import { temporaryDirectory } from '../../support/run-openfolio.js';
import { createTestDatabase } from '../../support/template-database.js';
import { KNOWN_VALUES } from './known-values.js';
import { plantRows } from './plant-rows.js';

const CANARY = 'canary-bert';

/** What a customer's session or an app can hold at all; acts of staff and members are permitted by roles alone. */
export const HELD = Object.keys(SCOPES).filter((scope) => ['APP', 'CUSTOMER'].includes(SCOPES[scope]?.level ?? ''));

/**
 * The platform as it is composed, an app that both customers allowed, and a row of Bert's in every table that belongs to customers.
 * Without background work, which would change rows, and without the watch over apps, which would stop this one within seconds.
 */
export class EveryFieldWorld {
  readonly anna: SmallCustomer;
  readonly bert: SmallCustomer;
  readonly schema: PlatformSchema;
  /** Types with ids → their prefix. */
  readonly prefixOf = new Map<string, string>();
  /** Types with ids → rows of Bert. */
  readonly foreign = new Map<string, readonly string[]>();
  /** Matches whatever gives Bert away: his rows' keys in either spelling, and the canary in every text. */
  telling = new RegExp(CANARY);
  readonly #platform: Platform;
  readonly #superuser: pg.Client;
  readonly #ids: PublicIds;
  readonly #appId: string;
  readonly #undo: () => Promise<void>;
  readonly #grants = new Map<string, Promise<string>>();
  #tables: readonly string[] = [];

  private constructor(parts: {
    platform: Platform;
    superuser: pg.Client;
    ids: PublicIds;
    appId: string;
    schema: PlatformSchema;
    customers: readonly [SmallCustomer, SmallCustomer];
    undo: () => Promise<void>;
  }) {
    this.#platform = parts.platform;
    this.#superuser = parts.superuser;
    this.#ids = parts.ids;
    this.#appId = parts.appId;
    this.#undo = parts.undo;
    this.schema = parts.schema;
    [this.anna, this.bert] = parts.customers;
  }

  static async create(): Promise<EveryFieldWorld> {
    const database = await createTestDatabase();
    const directory = await temporaryDirectory();
    const budgets = ['CUSTOMER_MAXIMUM', 'CUSTOMER_RESTORE', 'APP_MAXIMUM', 'APP_RESTORE'];
    const config = await loadConfig({
      DATABASE_URL: database.url,
      OPENFOLIO_DATA_DIR: directory.path,
      LOG_LEVEL: 'silent',
      OPENFOLIO_WORKER: 'off',
      OPENFOLIO_VIGILANCE: 'record',
      ...Object.fromEntries(budgets.map((name) => [`OPENFOLIO_BUDGET_${name}`, '1000000'])),
    });
    const platform = await compose(config);
    const superuser = new pg.Client({ connectionString: database.url });
    await superuser.connect();
    const undo = async () => {
      await platform.server.close();
      await platform.close();
      await superuser.end();
      await directory.remove();
      await database.drop();
    };
    const { rows } = await superuser.query<{ id: string }>('SELECT id FROM instrument ORDER BY symbol LIMIT 6');
    const instruments = rows.map(({ id }) => id);
    const world = new EveryFieldWorld({
      platform,
      superuser,
      undo,
      ids: new PublicIds(config.secret),
      schema: await composeSchema(),
      appId: await insertApp(superuser),
      customers: [
        await insertCustomer(platform.database, 'anna', instruments),
        await insertCustomer(platform.database, CANARY, instruments),
      ],
    });
    await world.#plant();
    return world;
  }

  close(): Promise<void> {
    return this.#undo();
  }

  async #plant(): Promise<void> {
    this.#tables = await plantRows(this.#superuser, {
      owners: { customer_id: this.bert.id },
      canary: CANARY,
      known: {
        ...KNOWN_VALUES,
        '*.app_id': this.#appId,
        '*.account_id': this.bert.accounts[0],
        '*.grant_id': await this.grant(this.bert, HELD),
      },
    });
    const telltales = [CANARY];
    for (const { type, from, idPrefix, key } of this.schema.reads.types.values()) {
      const table = from.split(' ')[0] ?? '';
      if (idPrefix === undefined) continue;
      this.prefixOf.set(type, idPrefix);
      const owner = table === 'customer' ? 'id' : this.#tables.includes(table) ? 'customer_id' : undefined;
      if (owner === undefined) continue;
      const { rows } = await this.#superuser.query<{ id: string }>(
        `SELECT ${key.replace('@.', 't.')} AS id FROM "${table}" t WHERE ${owner} = $1 LIMIT 2`,
        [this.bert.id],
      );
      this.foreign.set(
        type,
        rows.map(({ id }) => id),
      );
      for (const { id } of rows) telltales.push(id, this.id(idPrefix, id).slice(idPrefix.length + 1));
    }
    this.telling = new RegExp(telltales.join('|'));
  }

  id(prefix: string, uuid = newId()): string {
    return this.#ids.encode(this.#appId, prefix, uuid);
  }

  /** One for each set of scopes. */
  grant(customer: SmallCustomer, scopes: readonly string[]): Promise<string> {
    const key = `${customer.id} ${scopes.join(' ')}`;
    const grant = this.#grants.get(key) ?? this.#insertGrant(customer, scopes);
    this.#grants.set(key, grant);
    return grant;
  }

  async #insertGrant({ id: customerId, accounts }: SmallCustomer, scopes: readonly string[]): Promise<string> {
    const id = newId();
    await this.#platform.database.ops.query(
      `INSERT INTO access_grant (id, customer_id, app_id, resource, scopes, account_ids, granted_at, expires_at)
       VALUES ($1, $2, $3, 'test', $4, $5, now(), now() + interval '1 day')`,
      [id, customerId, this.#appId, scopes, accounts],
    );
    return id;
  }

  /** Data, errors and cost as one text; ids that were handed in are blotted out, since errors may repeat them. */
  async ask(source: string, variables: Record<string, string>, grantId: string): Promise<string> {
    const request = { source, variables, grantId, cause: { kind: 'LIVE' } } as const;
    const { cost, ...outcome }: Outcome = await this.#platform.runDocument(request);
    const told = outcome.kind === 'refused' ? { code: outcome.error.code, text: outcome.error.message } : outcome;
    const text = `${JSON.stringify(told)} ${cost.requested}/${cost.actual}`;
    return Object.values(variables).reduce((left, id) => left.replaceAll(id, 'ID'), text);
  }

  /** One line for each table, which changes with any of Bert's rows. */
  async rowsOfBert(): Promise<string[]> {
    const sums: string[] = [];
    for (const table of this.#tables) {
      const { rows } = await this.#superuser.query<{ sum: string }>(
        `SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) AS sum FROM "${table}" t WHERE customer_id = $1`,
        [this.bert.id],
      );
      sums.push(`${table} ${rows[0]?.sum}`);
    }
    return sums;
  }
}

async function insertApp(superuser: pg.Client): Promise<string> {
  const [id, publisher] = [newId(), newId()];
  await superuser.query("INSERT INTO publisher (id, slug, name, created_at) VALUES ($1, 'probing', 'Probing', now())", [
    publisher,
  ]);
  await superuser.query(
    `INSERT INTO app (id, publisher_id, client_id, name_zh, name_en, status, scope_ceiling, metadata, created_at, updated_at)
     VALUES ($1, $2, 'probing', 'App', 'App', 'APPROVED', $3, '{}', now(), now())`,
    [id, publisher, HELD],
  );
  return id;
}
