import type { MikroORM } from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/sql';
import type { Clock } from '../../kernel/clock.js';
import { newId } from '../../kernel/ids.js';
import { END_GRANTS_OF_APP } from '../grants/end-grants-of-app.js';
import { identityError } from '../identity.errors.js';
import type { IdentityEvents } from '../identity.events.js';
import { AppEntity, type AppStatus, EventEntity } from './app.entity.js';

/** States in which an app's tokens must die now and not when they expire. */
const STOPPED: readonly AppStatus[] = ['SUSPENDED', 'DELETED'];

/**
 * Approves, suspends or deletes an app. Stopping one puts it on the deny feed in the same transaction, so that every
 * gateway refuses its tokens at the next request; approving it again lets it ask for new ones. Deleting one ends its grants.
 */
export class ChangeAppStatus {
  readonly #orm: MikroORM;
  readonly #clock: Clock;

  constructor(dependencies: { orm: MikroORM; clock: Clock }) {
    this.#orm = dependencies.orm;
    this.#clock = dependencies.clock;
  }

  /**
   * @param by who ends the grants of a deleted app, as their customers will read it
   * @throws PublicError APP_NOT_FOUND, APP_FROZEN
   */
  async change(clientId: string, to: AppStatus, by: 'STAFF' | 'APP' = 'STAFF'): Promise<void> {
    await this.#orm.em.fork().transactional(async (em) => {
      const app = await em.findOne(AppEntity, { clientId, firstParty: false });
      if (!app || app.status === 'DELETED') throw identityError('APP_NOT_FOUND', { params: { clientId } });
      if (app.status === to) return;
      if (to === 'APPROVED') await insistOnRelease(em as SqlEntityManager, app);
      const at = new Date(this.#clock.now());
      const data: IdentityEvents['app.status_changed'] = { clientId, from: app.status, to };
      app.status = to;
      app.updatedAt = at;
      em.create(EventEntity, {
        id: newId(),
        type: 'app.status_changed',
        customerId: null,
        appId: app.id,
        subjectId: app.id,
        data,
        occurredAt: at,
      });
      await em.flush(); // the app's own event stands before those of its grants
      const run = (sql: string, values: unknown[]) =>
        em.getConnection().execute(sql, values, 'run', em.getTransactionContext());
      if (STOPPED.includes(to)) await run('INSERT INTO grant_revocation (app_id, at) VALUES (?, ?)', [app.id, at]);
      if (to !== 'DELETED') return;
      await run(END_GRANTS_OF_APP, [at, by, app.id]);
      await run('DELETE FROM app_management WHERE app_id = ?', [app.id]);
    });
  }
}

/** What people or the watch froze, only its review lets go; a trigger holds that for every other door. */
async function insistOnRelease(
  em: SqlEntityManager,
  { id, clientId }: { id: string; clientId: string },
): Promise<void> {
  const [frozen] = await em.getConnection().execute<{ review: string }[]>(
    `SELECT 'its freeze' AS review FROM app_freeze WHERE app_id = ? AND state = 'FROZEN'
     UNION ALL SELECT 'its case' FROM app_standing WHERE app_id = ? AND step = 'FROZEN'`,
    [id, id],
    'all',
    em.getTransactionContext(),
  );
  if (frozen) throw identityError('APP_FROZEN', { params: { clientId, review: frozen.review } });
}
