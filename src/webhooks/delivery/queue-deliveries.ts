import type pg from 'pg';
import type { Placement } from '../../events/index.js';
import { newId } from '../../kernel/ids.js';
import { type ScopeRequirement, satisfies } from '../../operation/schema/requirements.js';
import { matchesFilter } from '../hooks/event-filter.js';

interface HookFilter {
  readonly id: string;
  readonly app_id: string;
  readonly events: string[];
  readonly required_scopes: ScopeRequirement[];
}

/**
 * From placed events to deliveries, in the placing transaction: each event meets each hook exactly once. An event whose grant does
 * not cover the document becomes a delivery too, WITHHELD with its reason, so that a developer sees why nothing came.
 */
export async function queueDeliveries(
  client: pg.PoolClient,
  placements: readonly Placement[],
  now: number,
): Promise<void> {
  await cancelOfEndedGrants(client, placements, now);
  const hooks = await hooksOf(client, placements);
  if (hooks.length === 0) return;
  const byApp = Map.groupBy(hooks, (hook) => hook.app_id);
  const rows = placements.flatMap((placement) =>
    (byApp.get(placement.appId) ?? [])
      .filter((hook) => hook.events.some((filter) => matchesFilter(placement.type, filter)))
      .map((hook) => deliveryOf(placement, hook)),
  );
  if (rows.length === 0) return;
  await client.query({
    name: 'queue_deliveries',
    text: `INSERT INTO hook_delivery (id, hook_id, app_id, event_id, event_type, customer_id, grant_id, state, reason, next_at, created_at, ended_at)
           SELECT id, hook_id, app_id, event_id, event_type, customer_id, grant_id, state, reason, $10::timestamptz, $10::timestamptz, CASE WHEN state = 'WITHHELD' THEN $10::timestamptz END
           FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::uuid[], $7::uuid[], $8::text[], $9::text[])
             AS t(id, hook_id, app_id, event_id, event_type, customer_id, grant_id, state, reason)
           ON CONFLICT (hook_id, event_id) DO NOTHING`,
    values: [
      rows.map(() => newId()),
      rows.map(({ hook }) => hook.id),
      rows.map(({ placement }) => placement.appId),
      rows.map(({ placement }) => placement.eventId),
      rows.map(({ placement }) => placement.type),
      rows.map(({ placement }) => placement.customerId),
      rows.map(({ placement }) => placement.grantId),
      rows.map(({ reason }) => (reason === null ? 'PENDING' : 'WITHHELD')),
      rows.map(({ reason }) => reason),
      new Date(now),
    ],
  });
  await client.query("SELECT pg_notify('delivery_due', '')");
}

function deliveryOf(placement: Placement, hook: HookFilter) {
  const covered = hook.required_scopes.every((requirement) => satisfies(placement.scopes, requirement));
  const reason = placement.grantId === null ? 'GRANT_NOT_ACTIVE' : covered ? null : 'MISSING_SCOPE';
  return { placement, hook, reason };
}

async function hooksOf(client: pg.PoolClient, placements: readonly Placement[]): Promise<HookFilter[]> {
  const { rows } = await client.query<HookFilter>({
    name: 'hooks_of_apps',
    text: "SELECT id, app_id, events, required_scopes FROM hook WHERE app_id = ANY ($1::uuid[]) AND status <> 'DELETED'",
    values: [[...new Set(placements.map(({ appId }) => appId))]],
  });
  return rows;
}

/** What waits under a revoked consent ends at once and visibly; its bytes go. A replaced consent is judged at each delivery. */
async function cancelOfEndedGrants(
  client: pg.PoolClient,
  placements: readonly Placement[],
  now: number,
): Promise<void> {
  const ended = placements.flatMap(({ type, subjectId }) => (type === 'grant.revoked' && subjectId ? [subjectId] : []));
  if (ended.length === 0) return;
  await client.query(
    `UPDATE hook_delivery SET state = 'CANCELLED', reason = 'GRANT_REVOKED', body = NULL, ended_at = $2
     WHERE grant_id = ANY ($1::uuid[]) AND customer_id IS NOT NULL AND state = 'PENDING'`,
    [ended, new Date(now)],
  );
}
