import type pg from 'pg';
import { recordEvents } from '../../events/index.js';
import { newId } from '../../kernel/ids.js';
import { pluginError } from '../plugins.errors.js';
import { ENDS, OFFERED, RELEASE_STEPS, type ReleaseStatus, type StagePercent } from './release.js';

export interface ReleaseChange {
  readonly to: ReleaseStatus;
  readonly reason: string;
  /** Epoch ms. */
  readonly at: number;
  readonly by: { readonly kind: 'PLATFORM' | 'PUBLISHER' | 'STAFF'; readonly id?: string };
  readonly percent?: StagePercent;
  /** When time moves it on. */
  readonly dueAt?: number;
}

interface ReleaseRow {
  readonly status: ReleaseStatus;
  readonly publisher_id: string;
  readonly plugin_id: string;
  readonly submitted_by: string | null;
  readonly name: string;
  readonly version: string;
}

/**
 * The one way a release moves on: the step must stand in the table, and the change, its record, what the listing offers and
 * the publisher's event commit together in the caller's transaction.
 *
 * @throws PublicError PLUGIN_NOT_FOUND, PLUGIN_STATE_CONFLICT
 */
export async function changeRelease(client: pg.PoolClient, versionId: string, change: ReleaseChange): Promise<void> {
  const { rows } = await client.query<ReleaseRow>(
    `SELECT r.status, r.publisher_id, v.plugin_id, v.submitted_by, p.name, v.version
     FROM plugin_release r JOIN plugin_version v ON v.id = r.version_id JOIN plugin p ON p.id = v.plugin_id
     WHERE r.version_id = $1 FOR UPDATE OF r`,
    [versionId],
  );
  const [before] = rows;
  if (!before) throw pluginError('PLUGIN_NOT_FOUND');
  if (!RELEASE_STEPS[before.status].includes(change.to))
    throw pluginError('PLUGIN_STATE_CONFLICT', { params: { status: before.status } });
  await writeRelease(client, versionId, change);
  await recordChange(client, versionId, { ...before, from: before.status }, change);
  if (ENDS.includes(change.to)) await closeProposals(client, versionId, change.at);
  await offerNewest(client, before.plugin_id);
}

/** What a version proposed and nobody confirmed ends with it. */
async function closeProposals(client: pg.PoolClient, versionId: string, at: number): Promise<void> {
  await client.query(
    `UPDATE plugin_proposal SET status = 'EXPIRED', decided_at = $2 WHERE status = 'PENDING'
     AND run_id IN (SELECT id FROM plugin_run WHERE version_id = $1)`,
    [versionId, new Date(at)],
  );
}

async function writeRelease(client: pg.PoolClient, versionId: string, change: ReleaseChange): Promise<void> {
  const { to, reason, at, percent, dueAt } = change;
  await client.query(
    'UPDATE plugin_release SET status = $2, stage_percent = $3, reason = $4, changed_at = $5, due_at = $6 WHERE version_id = $1',
    [versionId, to, percent ?? null, reason, new Date(at), dueAt === undefined ? null : new Date(dueAt)],
  );
}

export async function recordChange(
  client: pg.PoolClient,
  versionId: string,
  subject: Omit<ReleaseRow, 'status'> & { readonly from: ReleaseStatus | null },
  { to, reason, at, by, percent }: ReleaseChange,
): Promise<void> {
  await client.query(
    `INSERT INTO plugin_release_change (id, version_id, publisher_id, from_status, to_status, stage_percent, reason, by_kind, by_id, at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      newId(),
      versionId,
      subject.publisher_id,
      subject.from,
      to,
      percent ?? null,
      reason,
      by.kind,
      by.id ?? null,
      new Date(at),
    ],
  );
  if (subject.submitted_by === null) return;
  const { name: plugin, version, from } = subject;
  const data = { plugin, version, from, to, percent: percent ?? null, reason };
  await recordEvents(client, [
    { type: 'plugin.release_changed', appId: subject.submitted_by, subjectId: versionId, data, at },
  ]);
}

/** What the listing shows and is searched by: the newest version that new customers can get. */
export async function offerNewest(client: pg.PoolClient, pluginId: string): Promise<void> {
  await client.query(
    `UPDATE plugin p SET offered_version_id = o.id, search_text = COALESCE(lower(concat_ws(' ', p.name,
       (SELECT name FROM publisher WHERE id = p.publisher_id),
       (SELECT string_agg(t.title || ' ' || t.description, ' ') FROM plugin_tool t WHERE t.version_id = o.id))), '')
     FROM (SELECT (SELECT v.id FROM plugin_version v JOIN plugin_release r ON r.version_id = v.id
                   WHERE v.plugin_id = $1 AND r.status = ANY ($2)
                   ORDER BY r.status = 'LISTED' DESC, v.semver DESC LIMIT 1) AS id) o
     WHERE p.id = $1`,
    [pluginId, OFFERED],
  );
}
