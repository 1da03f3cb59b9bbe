/**
 * Ends every grant of an app: grants, deny feed, codes and refresh tokens, and one event per customer.
 * One statement, because an app may have as many grants as there are customers. Parameters: instant, who ended them, app id.
 */
export const END_GRANTS_OF_APP = `
WITH ended AS (
  UPDATE access_grant SET revoked_at = ?, revoked_by = ? WHERE app_id = ? AND revoked_at IS NULL
  RETURNING id, app_id, customer_id, scopes, revoked_at, revoked_by
), announced AS (
  INSERT INTO grant_revocation (grant_id, at) SELECT id, revoked_at FROM ended
), forgotten AS (
  DELETE FROM oidc_model WHERE grant_id IN (SELECT id::text FROM ended)
)
INSERT INTO event (id, type, customer_id, app_id, subject_id, data, occurred_at)
SELECT gen_random_uuid(), 'grant.revoked', customer_id, app_id, id, jsonb_build_object('revokedBy', revoked_by, 'scopes', scopes), revoked_at
FROM ended`;
