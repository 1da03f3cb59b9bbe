import type pg from 'pg';
import { newId } from '../../kernel/ids.js';
import { hashOf } from '../../operation/index.js';
import type { InspectedPackage, InspectedTool } from '../package/inspect-package.js';
import { pluginError } from '../plugins.errors.js';
import { digestOf } from '../runner/digest-of.js';
import { ENGINE_DIGEST } from '../runner/engine-digest.js';
import { offerNewest, recordChange } from './change-release.js';
import type { PublishingParty } from './publishing-party.js';
import { parseSemver } from './semver.js';

export interface NewVersion {
  readonly versionId: string;
  readonly party: PublishingParty;
  readonly tar: Uint8Array;
  readonly inspected: InspectedPackage;
  /** Whose signature it bears: the id of the key. */
  readonly signedBy: string;
  /** Epoch ms. */
  readonly at: number;
}

/** Where a release begins: a publisher's with its submission, the platform's own in the listing. */
export interface FirstStep {
  readonly status: 'SUBMITTED' | 'LISTED';
  readonly reason: string;
}

/**
 * Writes a version with all that is derived from its package. Its documents are stored, so that the pipeline will run them;
 * until the release says so nothing asks it to.
 *
 * @throws PublicError PLUGIN_VERSION_EXISTS
 */
export async function insertVersion(
  client: pg.PoolClient,
  version: NewVersion,
  first: FirstStep = { status: 'SUBMITTED', reason: 'The package was taken; its checks begin.' },
): Promise<void> {
  const { manifest, tools } = version.inspected;
  const pluginId = await pluginOf(client, version);
  await insertRow(client, pluginId, version);
  await client.query('INSERT INTO plugin_package (version_id, bytes) VALUES ($1, $2)', [
    version.versionId,
    Buffer.from(version.tar),
  ]);
  for (const [position, { scope, purpose }] of manifest.scopes.entries())
    await client.query(
      'INSERT INTO plugin_scope (id, version_id, position, scope, purpose) VALUES ($1, $2, $3, $4, $5)',
      [newId(), version.versionId, position, scope, purpose],
    );
  for (const [position, tool] of tools.entries()) await insertTool(client, version.versionId, position, tool);
  await begin(client, pluginId, version, first);
}

async function pluginOf(client: pg.PoolClient, { party: { publisherId }, inspected, at }: NewVersion): Promise<string> {
  const { name } = inspected.manifest;
  await client.query(
    'INSERT INTO plugin (id, publisher_id, name, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT (name) DO NOTHING',
    [newId(), publisherId, name, new Date(at)],
  );
  const { rows } = await client.query<{ id: string }>('SELECT id FROM plugin WHERE name = $1', [name]);
  const pluginId = rows[0]?.id;
  if (pluginId === undefined) throw pluginError('PLUGIN_NOT_FOUND');
  await client.query('INSERT INTO plugin_figures (plugin_id) VALUES ($1) ON CONFLICT DO NOTHING', [pluginId]);
  return pluginId;
}

async function insertRow(client: pg.PoolClient, pluginId: string, version: NewVersion): Promise<void> {
  const { manifest, bundle, fieldsRead, reviewNeeded, tools } = version.inspected;
  const { model, amount, currency, freeRuns, budget } = manifest.pricing;
  const { rowCount } = await client.query(
    `INSERT INTO plugin_version (id, plugin_id, publisher_id, version, semver, package_hash, bundle_hash, engine, schema_version, manifest,
       fields_read, documents, price_model, price_amount, price_currency, free_runs, payer, review_needed, submitted_by, submitted_at, signed_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)
     ON CONFLICT (plugin_id, version) DO NOTHING`,
    [
      version.versionId,
      pluginId,
      version.party.publisherId,
      manifest.version,
      parseSemver(manifest.version),
      digestOf(version.tar),
      digestOf(bundle),
      ENGINE_DIGEST,
      manifest.schemaVersion,
      JSON.stringify(manifest),
      fieldsRead,
      proposalHashes(tools),
      model,
      amount ?? null,
      currency ?? null,
      freeRuns ?? 0,
      budget === 'publisher' ? 'PUBLISHER' : 'INSTALLER',
      reviewNeeded,
      version.party.appId,
      new Date(version.at),
      version.signedBy,
    ],
  );
  const { name, version: number } = manifest;
  if (rowCount === 0) throw pluginError('PLUGIN_VERSION_EXISTS', { params: { name, version: number } });
}

/** Of all mutations that the tools may propose. */
export function proposalHashes(tools: readonly InspectedTool[]): string[] {
  return [
    ...new Set(tools.flatMap(({ proposals }) => [...proposals.values()].map(({ source }) => hashOf(source)))),
  ].sort();
}

async function insertTool(
  client: pg.PoolClient,
  versionId: string,
  position: number,
  { manifest, querySource, argsSchema, resultSchema, proposals }: InspectedTool,
): Promise<void> {
  for (const source of [querySource, ...[...proposals.values()].map((proposal) => proposal.source)])
    await client.query('INSERT INTO stored_document (hash, source) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
      hashOf(source),
      source,
    ]);
  await client.query(
    `INSERT INTO plugin_tool (id, version_id, position, name, title, description, target, disclaimer, fuel, query_hash, query, args_schema, result_schema)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      newId(),
      versionId,
      position,
      manifest.name,
      manifest.title,
      manifest.description,
      manifest.target ?? 'tool',
      manifest.disclaimer,
      manifest.fuel,
      hashOf(querySource),
      querySource,
      JSON.stringify(argsSchema),
      JSON.stringify(resultSchema),
    ],
  );
}

/** What was submitted has its checks due at once. */
async function begin(
  client: pg.PoolClient,
  pluginId: string,
  version: NewVersion,
  { status, reason }: FirstStep,
): Promise<void> {
  const { versionId, party, at, inspected } = version;
  const { publisherId, appId, by } = party;
  await client.query(
    'INSERT INTO plugin_release (version_id, publisher_id, status, reason, changed_at, due_at) VALUES ($1, $2, $3, $4, $5, $6)',
    [versionId, publisherId, status, reason, new Date(at), status === 'SUBMITTED' ? new Date(at) : null],
  );
  const { name, version: number } = inspected.manifest;
  const subject = {
    from: null,
    publisher_id: publisherId,
    plugin_id: pluginId,
    submitted_by: appId,
    name,
    version: number,
  };
  await recordChange(client, versionId, subject, { to: status, reason, at, by });
  await offerNewest(client, pluginId);
}
