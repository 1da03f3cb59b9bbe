import { fixedClock } from '../../src/kernel/clock.js';
import { newId } from '../../src/kernel/ids.js';
import type { OperationRecord, OperationSigns } from '../../src/operation/index.js';
import { Database } from '../../src/storage/index.js';
import { ActivityLog, DecideCase, FileAppeal, HoneyTokens, LookOut } from '../../src/vigilance/index.js';
import { createTestDatabase } from '../support/template-database.js';

/** Noon in Shanghai, on a working day after the rules began. */
export const NOON = '2026-11-25T04:00:00Z';

export type WatchWorld = Awaited<ReturnType<typeof createWatchWorld>>;

/** The watch on a real database and a clock that the test moves; what freezes is written down. */
export async function createWatchWorld(options: { twoPeople?: boolean } = {}) {
  const fresh = await createTestDatabase();
  const database = new Database({ url: fresh.url });
  const clock = fixedClock(NOON);
  const pool = database.ops;
  const frozen: string[] = [];
  const freezer = {
    freeze: async (_: unknown, appId: string) => frozen.push(`freeze ${appId}`) > 0,
    release: async (_: unknown, appId: string) => void frozen.push(`release ${appId}`),
  };
  const honeyTokens = new HoneyTokens({ pool, clock });
  const activity = new ActivityLog({ pool, planted: honeyTokens });
  const publisher = newId();
  await pool.query("INSERT INTO publisher (id, slug, name, created_at) VALUES ($1, 'watched', 'Watched', now())", [
    publisher,
  ]);
  return {
    url: fresh.url,
    database,
    clock,
    frozen,
    honeyTokens,
    activity,
    publisher,
    lookOut: new LookOut({ pool, clock, activity, freezer }),
    fileAppeal: new FileAppeal({ pool, clock }),
    decideCase: new DecideCase({ pool, clock, freezer, twoPeople: options.twoPeople ?? false }),
    newApp: async (): Promise<string> => {
      const id = newId();
      await pool.query(
        `INSERT INTO app (id, publisher_id, client_id, name_zh, name_en, status, scope_ceiling, metadata, created_at, updated_at)
         VALUES ($1::uuid, $2, $1::uuid::text, 'App', 'App', 'APPROVED', '{}', '{}', now(), now())`,
        [id, publisher],
      );
      return id;
    },
    /** `count` operations of one app now. */
    act(appId: string, count: number, how: Partial<Acting> = {}): void {
      for (let n = 0; n < count; n += 1) {
        const signs = { idsAsked: how.asked ?? 0, idsMissed: how.missed ?? 0, named: how.named ?? [] };
        activity.observe(recordOf(appId, clock.now(), how), signs, how.network ?? '203.0.113.0/24');
      }
    },
    /** Four weeks in which the app did this much in each hour of the day, from 0 to 23 in Shanghai. */
    habit: (appId: string, perHour: (hour: number) => number) => insertHabit(database, appId, clock.now(), perHour),
    cases: async (appId: string) =>
      (
        await pool.query<{ id: string; step: string; state: string; budget_share: string | null }>(
          'SELECT id, step, state, budget_share FROM vigilance_case WHERE app_id = $1 ORDER BY opened_at',
          [appId],
        )
      ).rows,
    findings: async (appId: string) =>
      (
        await pool.query<{ rule: string; step: string }>(
          'SELECT rule, step FROM vigilance_finding WHERE app_id = $1 ORDER BY at, step',
          [appId],
        )
      ).rows.map(({ rule, step }) => `${rule} ${step}`),
    close: async () => {
      await database.close();
      await fresh.drop();
    },
  };
}

export interface Acting {
  readonly outcome: string;
  readonly asked: number;
  readonly missed: number;
  readonly named: OperationSigns['named'];
  readonly network: string;
  readonly customerId: string | null;
}

function recordOf(appId: string, at: number, how: Partial<Acting>): OperationRecord {
  return {
    id: newId(),
    at,
    cause: 'LIVE',
    causeId: null,
    grantId: appId,
    appId,
    customerId: how.customerId ?? null,
    personId: null,
    actorId: null,
    operationHash: 'h',
    operationName: null,
    fields: [],
    rowCounts: {},
    costRequested: 1,
    costActual: 1,
    durationUs: 1,
    outcome: how.outcome ?? 'OK',
  };
}

async function insertHabit(
  database: Database,
  appId: string,
  now: number,
  perHour: (hour: number) => number,
): Promise<void> {
  const rows = Array.from({ length: 27 * 24 }, (_, index) => {
    const at = now - (now % 3_600_000) - (index + 1) * 3_600_000;
    return { at: new Date(at), operations: perHour((new Date(at).getUTCHours() + 8) % 24) };
  }).filter(({ operations }) => operations > 0);
  await database.ops.query(
    `INSERT INTO app_habit (app_id, hour, operations, ids_asked, ids_missed, denied, planted)
     SELECT $1, t.hour, t.operations, 0, 0, 0, 0 FROM unnest($2::timestamptz[], $3::integer[]) AS t(hour, operations)`,
    [appId, rows.map(({ at }) => at), rows.map(({ operations }) => operations)],
  );
  await database.ops.query(
    `INSERT INTO app_network (app_id, network, first_seen, last_seen, operations) VALUES ($1, '203.0.113.0/24', $2, $2, 1000)`,
    [appId, new Date(now - 27 * 86_400_000)],
  );
}
