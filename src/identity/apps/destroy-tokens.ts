import type pg from 'pg';

/**
 * Deletes all that an app could still trade for access: refresh tokens, codes, pushed requests, the authorization server's own
 * notes of consents, and the registration token. Consents themselves stay. They are refused before this already, since the
 * app is suspended: this makes it final. Idempotent.
 *
 * @param pool of the role openfolio_identity
 * @returns rows that were deleted
 */
export async function destroyTokens(pool: pg.Pool, app: { id: string; clientId: string }): Promise<number> {
  let destroyed = 0;
  for (let batch = BATCH_ROWS; batch === BATCH_ROWS; destroyed += batch) {
    const { rowCount } = await pool.query(BATCH, [app.clientId, KEPT, BATCH_ROWS]);
    batch = rowCount ?? 0;
  }
  await pool.query('DELETE FROM app_management WHERE app_id = $1', [app.id]);
  return destroyed;
}

/** An app may have as many tokens as there are customers; one statement over all of them would outlast its time. */
const BATCH_ROWS = 10_000;

/** The customers' own sessions at the brokerage. */
const KEPT = ['Session'];

const BATCH = `DELETE FROM oidc_model WHERE ctid = ANY (ARRAY(
  SELECT ctid FROM oidc_model WHERE payload->>'clientId' = $1 AND kind <> ALL ($2) LIMIT $3))`;
