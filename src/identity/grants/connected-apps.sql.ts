import type { Statement } from '../../operation/reach.js';

/** The columns of {@link CONNECTED_APPS}, in order, all as text. */
export interface ConnectedAppRow {
  readonly grantId: string;
  readonly nameEn: string;
  readonly nameZh: string;
  readonly publisherName: string;
  readonly verifiedDomain: string | null;
  readonly scopes: readonly string[];
  readonly accountIds: readonly string[];
  readonly grantedAt: string;
  readonly expiresAt: string;
  readonly reconfirmBy: string | null;
  readonly lastReadAt: string | null;
  readonly fieldsRead: string[];
}

/**
 * Live consents of the bound customer, newest first. Row-level security of access_grant and operation_record chooses
 * the customer; nothing here names one. Our own pages are no connected app. What was read is taken from the latest 200
 * operations, so that a busy app costs no more than that. $1: now.
 */
const CONNECTED_APPS = `
SELECT g.id, a.name_en, a.name_zh, p.name, p.verified_domain, array_to_json(g.scopes), array_to_json(g.account_ids),
  to_char(g.granted_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), to_char(g.expires_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
  CASE WHEN g.reconfirm_by < g.expires_at THEN to_char(g.reconfirm_by, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') END,
  (SELECT to_char(max(o.at), 'YYYY-MM-DD"T"HH24:MI:SS"Z"') FROM operation_record o WHERE o.grant_id = g.id AND o.outcome = 'OK'),
  (SELECT coalesce(json_agg(DISTINCT field), '[]') FROM (
     SELECT o.fields FROM operation_record o WHERE o.grant_id = g.id AND o.outcome = 'OK' ORDER BY o.at DESC LIMIT 200
   ) recent, unnest(recent.fields) AS field)
FROM access_grant g JOIN app a ON a.id = g.app_id JOIN publisher p ON p.id = a.publisher_id
WHERE g.revoked_at IS NULL AND g.expires_at > $1::timestamptz AND NOT a.first_party
ORDER BY g.granted_at DESC, g.id`;

export function connectedAppsAt(now: number): Statement {
  return { name: 'connected_apps', text: CONNECTED_APPS, values: [new Date(now).toISOString()] };
}

export function asConnectedApp(row: readonly (string | null)[]): ConnectedAppRow {
  const [grantId, nameEn, nameZh, publisherName, verifiedDomain, scopes, accountIds, grantedAt] = row;
  const [expiresAt, reconfirmBy, lastReadAt, fieldsRead] = row.slice(8);
  return {
    grantId: grantId ?? '',
    nameEn: nameEn ?? '',
    nameZh: nameZh ?? '',
    publisherName: publisherName ?? '',
    verifiedDomain: verifiedDomain ?? null,
    scopes: JSON.parse(scopes ?? '[]') as string[],
    accountIds: JSON.parse(accountIds ?? '[]') as string[],
    grantedAt: grantedAt ?? '',
    expiresAt: expiresAt ?? '',
    reconfirmBy: reconfirmBy ?? null,
    lastReadAt: lastReadAt ?? null,
    fieldsRead: JSON.parse(fieldsRead ?? '[]') as string[],
  };
}
