import pg from 'pg';
import { newId } from '../../src/kernel/ids.js';
import { platformParts } from './platform-parts.js';

const SCOPES = ['accounts:read', 'transactions:read', 'hooks:manage', 'events:read'];
const DOCUMENT = 'query Payload($event: ID!) { event(id: $event) { id type sequence data } }';

export interface CampaignWorld {
  readonly customerId: string;
  readonly accountId: string;
  readonly hookId: string;
}

/** One app with one consent and one hook that leads to the receiver. */
export async function createCampaignWorld(url: string, receiverPort: number): Promise<CampaignWorld> {
  const [publisher, app, customerId, accountId] = [newId(), newId(), newId(), newId()];
  const owner = new pg.Client({ connectionString: url });
  await owner.connect();
  await owner.query("INSERT INTO publisher (id, slug, name, created_at) VALUES ($1, 'faults', 'Faults', now())", [
    publisher,
  ]);
  await owner.query(
    `INSERT INTO app (id, publisher_id, client_id, name_zh, name_en, status, scope_ceiling, metadata, created_at, updated_at)
     VALUES ($1, $2, 'faults', 'App', 'App', 'APPROVED', $3, '{}', now(), now())`,
    [app, publisher, SCOPES],
  );
  await owner.query(
    `INSERT INTO customer (id, external_ref, name_zh, name_en, tier, risk_level, onboarded_at) VALUES ($1, 'f', 'F', 'F', 'MASS', 'C3', '2020-01-01')`,
    [customerId],
  );
  await owner.query(
    `INSERT INTO account (id, customer_id, external_ref, number, name, type, status, base_currency, opened_at)
     VALUES ($1, $2, 'f', '0001', 'A', 'CASH', 'ACTIVE', 'CNY', '2021-01-01')`,
    [accountId, customerId],
  );
  await owner.query(
    `INSERT INTO access_grant (id, customer_id, app_id, resource, scopes, account_ids, granted_at, expires_at)
     VALUES ($1, $2, $3, 'test', $4, $5, now(), now() + interval '1 day')`,
    [newId(), customerId, app, SCOPES, [accountId]],
  );
  await owner.end();
  const parts = await platformParts(url);
  const registered = await parts.registerHook.register(app, {
    url: `http://127.0.0.1:${receiverPort}/hook`,
    events: ['transactions.recorded'],
    document: DOCUMENT,
    concurrencyMax: 4,
    ratePerSecond: 1000,
  });
  await parts.close();
  if ('refusals' in registered) throw new Error(registered.refusals.map(({ error }) => error.message).join(' '));
  return { customerId, accountId, hookId: registered.hookId };
}
