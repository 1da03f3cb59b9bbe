import type pg from 'pg';

/** Port: what stops an app at once in all processes, and what lets it go again, in the caller's transaction. Both may be called twice. */
export interface Freezer {
  /** @returns whether the app was running: what people stopped before stays theirs */
  freeze(client: pg.PoolClient, appId: string, now: number): Promise<boolean>;
  /** Leaves an app that people froze where it is. */
  release(client: pg.PoolClient, appId: string, now: number): Promise<void>;
}
