import { realSeries } from '../../sandbox/real-prices.js';
import { CampaignWorker } from '../../src/campaigns/index.js';
import { campaignUseCases } from '../../src/compose/campaigns.js';
import { SCOPES } from '../../src/compose/features.js';
import { ticketUseCases } from '../../src/compose/tickets.js';
import { DeskAccess, FirstPartyAccess } from '../../src/identity/index.js';
import { fixedClock, systemClock } from '../../src/kernel/clock.js';
import { newId } from '../../src/kernel/ids.js';
import { createLogger } from '../../src/kernel/log.js';
import { AttemptGuard } from '../../src/operation/schema/attempt-guard.js';
import type { OperationWorld } from '../operation/operation-world.js';
import { createHookWorld, type HookWorld } from '../webhooks/hook-world.js';

/** Friday morning in Shanghai, after Thursday's close in New York. */
export const MORNING = '2020-03-13T10:00:00+08:00';
export const FALL = '2020-03-12';
const CARE = ['campaigns-care:receive'];

/** Everything real but the time of campaigns: March 2020, with the index as it was and 400 customers, half of them late buyers. */
export async function createJourneyWorld(
  further: (world: OperationWorld) => Readonly<Record<string, unknown>> = () => ({}),
) {
  const clock = fixedClock(MORNING);
  let campaigns: ReturnType<typeof campaignUseCases> | undefined;
  const world = await createHookWorld({
    useCases: (made) => {
      const { database } = made;
      campaigns = campaignUseCases({ pool: database.ops, clock });
      const tickets = ticketUseCases({
        pool: database.ops,
        clock: systemClock,
        logger: createLogger({ level: 'silent' }),
      });
      const attemptGuard = new AttemptGuard({ count: (_action, next) => next() });
      return { ...campaigns, ...tickets, ...further(made), attemptGuard };
    },
  });
  if (!campaigns) throw new Error('The world asked for no use-cases');
  const pool = world.database.ops;
  const fund = await insertMarket(world);
  const customers = await insertInvestors(world, fund);
  const rules = { globalControlPercent: 2, capMessages: 2, capDays: 7, batchMax: 20_000 };
  const worker = new CampaignWorker({ pool, clock, rules, today: async () => FALL });
  const staff = await staffOf(world);
  /** A customer of the partner, by the id that the partner knows, with consent to open tickets through it. */
  const consentOf = (customerId: string): Promise<string> => {
    const id = world.parts.ids.decode(world.appId, customerId)?.uuid ?? '';
    return world.grant({
      customer: { id, accounts: ['', ''] },
      accounts: [],
      scopes: [...CARE, 'tickets:read', 'tickets:write'],
    });
  };
  return { ...world, clock, customers, campaigns, campaignWorker: worker, staff, consentOf };
}

export type JourneyWorld = Awaited<ReturnType<typeof createJourneyWorld>>;

/** The index of vega-datasets, and a fund at a tenth of it. */
async function insertMarket({ database: { ops } }: HookWorld): Promise<string> {
  const bars =
    realSeries()
      .get('SPX')
      ?.bars.filter(({ date }) => date >= '2020-02-01') ?? [];
  const [index, fund] = [newId(), newId()];
  for (const [id, symbol, type] of [
    [index, 'SPX', 'INDEX'],
    [fund, 'SPY', 'ETF'],
  ])
    await ops.query(
      `INSERT INTO instrument (id, mic, symbol, name_zh, name_en, type, currency, risk_level) VALUES ($1, 'XNYS', $2, $2, $2, $3, 'USD', 'R3')`,
      [id, symbol, type],
    );
  for (const { date, close } of bars)
    await ops.query(
      `INSERT INTO price_daily (instrument_id, date, open, high, low, close, source)
       SELECT id, $3, price, price, price, price, 'vega-datasets sp500-2000.csv' FROM (VALUES ($1::uuid, $4::numeric), ($2, $4::numeric / 10)) AS t(id, price)`,
      [index, fund, date, close],
    );
  await ops.query(
    "INSERT INTO fx_rate (base_currency, quote_currency, date, rate, source) VALUES ('USD', 'CNY', '2020-03-02', 6.97, 'TEST'), ('USD', 'HKD', '2020-03-02', 7.78, 'TEST')",
  );
  return fund;
}

/** 200 bought at the top of February at 338, 200 years before at 200; all hold 10 units. One late buyer has no partner, one wants no messages. */
async function insertInvestors({ database: { ops }, appId }: HookWorld, fund: string): Promise<string[]> {
  const { rows } = await ops.query<{ id: string }>(
    `INSERT INTO customer (id, external_ref, name_zh, name_en, tier, risk_level, onboarded_at)
     SELECT gen_random_uuid(), 'investor ' || n, '王小明', 'Wang', 'MASS', 'C3', '2015-01-01' FROM generate_series(1, 400) n RETURNING id`,
  );
  const ids = rows.map(({ id }) => id);
  await ops.query(
    `WITH opened AS (
       INSERT INTO account (id, customer_id, external_ref, number, name, type, status, base_currency, opened_at)
       SELECT gen_random_uuid(), id, 'of ' || id, '6222', 'Cash', 'CASH', 'ACTIVE', 'CNY', '2015-01-01' FROM unnest($1::uuid[]) id RETURNING id, customer_id)
     INSERT INTO position (id, account_id, customer_id, instrument_id, currency, quantity, cost_basis, average_cost, realized_pnl, opened_on, updated_on)
     SELECT gen_random_uuid(), o.id, o.customer_id, $2, 'USD', 10, CASE WHEN nth <= 200 THEN 3380 ELSE 2000 END, 0, 0, '2020-02-19', '2020-02-19'
     FROM opened o JOIN unnest($1::uuid[]) WITH ORDINALITY AS c(id, nth) ON c.id = o.customer_id`,
    [ids, fund],
  );
  await ops.query(
    `INSERT INTO access_grant (id, customer_id, app_id, resource, scopes, account_ids, granted_at, expires_at)
     SELECT gen_random_uuid(), id, $2, 'test', $3, '{}', '2020-01-01', '2099-01-01' FROM unnest($1::uuid[]) id`,
    [ids.slice(1), appId, CARE],
  );
  await ops.query("INSERT INTO marketing_preference VALUES ($1, 'NONE', '2020-01-01')", [ids[1]]);
  return ids;
}

/** Two campaign managers, a reviewer, and one with both roles; with the grants under which they act. */
async function staffOf({ database }: HookWorld): Promise<Readonly<Record<'ada' | 'ben' | 'cora' | 'dan', string>>> {
  const shared = {
    database,
    pool: database.identity,
    clock: systemClock,
    publicUrl: 'https://broker.example',
    scopeTable: SCOPES,
  };
  await new FirstPartyAccess(shared).ensureApp();
  const access = new DeskAccess(shared);
  await access.ensureApps();
  const join = async (name: string, ...roles: string[]) => {
    const id = newId();
    await database.identity.query(
      "INSERT INTO person (id, kind, email, name, status, created_at) VALUES ($1, 'STAFF', $2, $3, 'ACTIVE', now())",
      [id, `${name}@broker.example`, name],
    );
    await database.identity.query(
      'INSERT INTO staff_role (person_id, role, granted_at) SELECT $1, role, now() FROM unnest($2::text[]) role',
      [id, roles],
    );
    return access.staffGrant(id);
  };
  return {
    ada: await join('ada', 'CAMPAIGN_MANAGER'),
    ben: await join('ben', 'CAMPAIGN_MANAGER'),
    cora: await join('cora', 'REVIEWER'),
    dan: await join('dan', 'CAMPAIGN_MANAGER', 'REVIEWER'),
  };
}
