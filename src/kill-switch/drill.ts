import { destroyTokens } from '../identity/index.js';
import { newId } from '../kernel/ids.js';
import { inTransaction } from '../storage/index.js';
import type { FreezeAppParts } from './freeze-app.js';
import { killSwitchError } from './kill-switch.errors.js';
import type { LeakPeriod, ReportLeak } from './report-leak.js';
import { lockApp, stopApp } from './stop-app.js';

export interface DrillStep {
  readonly step: 'STOP_REHEARSED' | 'STOPPED_EVERYWHERE' | 'TOKENS_DESTROYED' | 'LEAK_REPORTED';
  readonly seconds: number;
  readonly detail: string;
}

export interface Drill {
  readonly steps: readonly DrillStep[];
  readonly seconds: number;
  readonly reportId: string;
}

export interface DrillParts extends FreezeAppParts {
  readonly reportLeak: ReportLeak;
  /** Watches the deny feed as every gateway does. `stopped` resolves when the app is refused there. */
  readonly follow: () => Promise<{ stopped(appId: string): Promise<void>; close(): Promise<void> }>;
}

/** The app that drills stop in earnest. Nobody has its keys and no customer allowed it anything. */
const SHADOW = { clientId: 'openfolio-drill', publisher: 'openfolio-drills' } as const;

/** Rows of a real app may be locked for so long at most; then the drill gives up, not the app. */
const LOCK_MS = 1000;
const TOKENS_MAX = 500_000;
const BATCH_ROWS = 10_000;

class RolledBack extends Error {
  readonly hooks: number;

  constructor(hooks: number) {
    super('rolled back on purpose');
    this.hooks = hooks;
  }
}

/**
 * All that a freeze does, without harm: the stop of the real app runs in a transaction that is rolled back, so nobody is told
 * and nothing stays; what must be committed to be measured (the way to the gateways, the deletion of as many tokens) is done
 * to a shadow app; the report reads, and is the real one.
 */
export class DrillFreeze {
  readonly #parts: DrillParts;

  constructor(parts: DrillParts) {
    this.#parts = parts;
  }

  /** @throws PublicError FREEZE_APP_NOT_FOUND, LEAK_PERIOD_INVALID */
  async run(period: LeakPeriod): Promise<Drill> {
    const { identity, reportLeak } = this.#parts;
    const steps: DrillStep[] = [];
    const timed = async <T>(step: DrillStep['step'], work: () => Promise<T>, detail: (of: T) => string): Promise<T> => {
      const startedAt = performance.now();
      const result = await work();
      steps.push({ step, seconds: (performance.now() - startedAt) / 1000, detail: detail(result) });
      return result;
    };
    await timed(
      'STOP_REHEARSED',
      () => this.#rehearseStop(period.clientId),
      (hooks) => `${hooks} hooks; rolled back`,
    );
    const shadow = await this.#shadow();
    await timed(
      'STOPPED_EVERYWHERE',
      () => this.#stopShadow(shadow),
      () => 'committed for the shadow app, until a follower of the deny feed refused it',
    );
    await this.#giveTokens(period.clientId);
    const app = { id: shadow, clientId: SHADOW.clientId };
    await timed(
      'TOKENS_DESTROYED',
      () => destroyTokens(identity, app),
      (rows) => `${rows} of the shadow app, as many as the real one has`,
    );
    const { reportId } = await timed(
      'LEAK_REPORTED',
      () => reportLeak.report(period),
      ({ customers, receipts }) => `${customers} customers, ${receipts} receipts`,
    );
    return { steps, seconds: steps.reduce((sum, { seconds }) => sum + seconds, 0), reportId };
  }

  async #rehearseStop(clientId: string): Promise<number> {
    const { ops, clock, hookSecrets } = this.#parts;
    try {
      return await inTransaction<number>(ops, async (client) => {
        await client.query(`SET LOCAL lock_timeout = ${LOCK_MS}`);
        const app = await lockApp(client, clientId);
        if (!app) throw killSwitchError('FREEZE_APP_NOT_FOUND', { params: { clientId } });
        throw new RolledBack(await stopApp(client, hookSecrets, app, clock.now()));
      });
    } catch (error) {
      if (error instanceof RolledBack) return error.hooks;
      throw error;
    }
  }

  /** @returns its id; approved, as an app is before it is stopped */
  async #shadow(): Promise<string> {
    const { ops } = this.#parts;
    return inTransaction(ops, async (client) => {
      await client.query(
        `INSERT INTO publisher (id, slug, name, created_at) VALUES ($1, $2, 'Drills', now()) ON CONFLICT (slug) DO NOTHING`,
        [newId(), SHADOW.publisher],
      );
      const { rows } = await client.query<{ id: string }>(
        `INSERT INTO app (id, publisher_id, client_id, name_zh, name_en, status, scope_ceiling, metadata, created_at, updated_at)
         SELECT $1, id, $3, '演练', 'Drill', 'APPROVED', '{}', '{}', now(), now() FROM publisher WHERE slug = $2
         ON CONFLICT (client_id) DO UPDATE SET status = 'APPROVED' RETURNING id`,
        [newId(), SHADOW.publisher, SHADOW.clientId],
      );
      return rows[0]?.id ?? '';
    });
  }

  async #stopShadow(id: string): Promise<void> {
    const { ops, clock, hookSecrets, follow } = this.#parts;
    const follower = await follow();
    try {
      const stopped = follower.stopped(id);
      await inTransaction(ops, (client) =>
        stopApp(client, hookSecrets, { id, clientId: SHADOW.clientId, status: 'APPROVED', jwks: null }, clock.now()),
      );
      await stopped;
    } finally {
      await follower.close();
    }
  }

  /** As many rows as the real app has, that belong to nobody. */
  async #giveTokens(clientId: string): Promise<void> {
    const { identity } = this.#parts;
    const { rows } = await identity.query<{ tokens: number }>(
      "SELECT count(*)::int AS tokens FROM oidc_model WHERE payload->>'clientId' = $1 AND kind <> 'Session'",
      [clientId],
    );
    const tokens = Math.min(rows[0]?.tokens ?? 0, TOKENS_MAX);
    for (let first = 1; first <= tokens; first += BATCH_ROWS)
      await identity.query(
        `INSERT INTO oidc_model (kind, id_digest, payload, expires_at)
         SELECT 'RefreshToken', sha256(convert_to($1 || i, 'UTF8')), jsonb_build_object('clientId', $1::text), now() + interval '1 hour'
         FROM generate_series($2::int, $3::int) i ON CONFLICT DO NOTHING`,
        [SHADOW.clientId, first, Math.min(first + BATCH_ROWS - 1, tokens)],
      );
  }
}
