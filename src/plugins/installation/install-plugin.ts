import type pg from 'pg';
import { recordEvents } from '../../events/index.js';
import type { Clock } from '../../kernel/clock.js';
import { newId } from '../../kernel/ids.js';
import { inTransaction } from '../../storage/index.js';
import { pluginError } from '../plugins.errors.js';
import { termsOf } from './consent.js';
import type { OfferPlugin, PluginOffer } from './plugin-offer.js';

const DAY_MS = 86_400_000;

/** How long an installation may last before the customer consents again. */
export const INSTALLATION_DAYS = [90, 180] as const;

export interface InstallRequest {
  readonly customerId: string;
  readonly name: string;
  /** Of the offer that the customer saw. */
  readonly consentHash: string;
  /** Internal ids; the customer's own, checked by the caller through the reach. */
  readonly accountIds: readonly string[];
  readonly days: number;
}

export interface InstallParts {
  /** A pool of the role openfolio_ops. */
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly offer: OfferPlugin;
}

/**
 * Writes a consent as an installation, which replaces the plugin's former one: rights never accumulate. First installation
 * and update are the same act; what the page showed is what is stored.
 */
export class InstallPlugin {
  readonly #parts: InstallParts;

  constructor(parts: InstallParts) {
    this.#parts = parts;
  }

  /**
   * @returns the installation's id
   * @throws PublicError PLUGIN_NOT_FOUND, PLUGIN_CONSENT_STALE
   */
  async install(request: InstallRequest): Promise<string> {
    const { pool, clock, offer } = this.#parts;
    const offered = await offer.offer(request.customerId, request.name);
    if (offered.consentHash !== request.consentHash) throw pluginError('PLUGIN_CONSENT_STALE');
    const id = newId();
    const at = clock.now();
    await inTransaction(pool, async (client) => {
      const { pluginId, name, version } = offered.version;
      await lockInstallation(client, request.customerId, pluginId);
      // Ended first: two live rows of one customer and plugin can't stand even for a moment.
      const former = await endInstallation(client, { ...request, pluginId, endedBy: 'REPLACED', at });
      await insertInstallation(client, id, request, offered, at);
      if (former === undefined) await countInstall(client, pluginId, 1);
      else await client.query('UPDATE plugin_installation SET replaced_by = $2 WHERE id = $1', [former, id]);
      const data = { plugin: name, version, replaces: former !== undefined };
      await recordEvents(client, [
        { type: 'plugin.installed', customerId: request.customerId, subjectId: id, data, at },
      ]);
    });
    return id;
  }

  /** @returns false when the customer has no such live installation */
  async uninstall(customerId: string, installationId: string): Promise<boolean> {
    const { pool, clock } = this.#parts;
    const at = clock.now();
    return inTransaction(pool, async (client) => {
      const { rows } = await client.query<{ plugin_id: string; name: string }>(
        `SELECT i.plugin_id, p.name FROM plugin_installation i JOIN plugin p ON p.id = i.plugin_id WHERE i.id = $1 AND i.customer_id = $2`,
        [installationId, customerId],
      );
      const [found] = rows;
      if (!found) return false;
      const pluginId = found.plugin_id;
      await lockInstallation(client, customerId, pluginId);
      const ended = await endInstallation(client, { customerId, pluginId, endedBy: 'CUSTOMER', at, installationId });
      if (ended === undefined) return false;
      await countInstall(client, pluginId, -1);
      const data = { plugin: found.name };
      await recordEvents(client, [{ type: 'plugin.uninstalled', customerId, subjectId: installationId, data, at }]);
      return true;
    });
  }
}

async function lockInstallation(client: pg.PoolClient, customerId: string, pluginId: string): Promise<void> {
  await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`plugin/${customerId}/${pluginId}`]);
}

interface End {
  readonly customerId: string;
  readonly pluginId: string;
  readonly endedBy: 'CUSTOMER' | 'REPLACED';
  readonly at: number;
  /** Only this one. */
  readonly installationId?: string;
}

async function endInstallation(client: pg.PoolClient, end: End): Promise<string | undefined> {
  const { rows } = await client.query<{ id: string }>(
    `UPDATE plugin_installation SET ended_at = $3, ended_by = $4
     WHERE customer_id = $1 AND plugin_id = $2 AND ended_at IS NULL AND ($5::uuid IS NULL OR id = $5) RETURNING id`,
    [end.customerId, end.pluginId, new Date(end.at), end.endedBy, end.installationId ?? null],
  );
  const ended = rows[0]?.id;
  if (ended !== undefined && end.endedBy === 'CUSTOMER')
    await client.query(
      `UPDATE plugin_proposal SET status = 'EXPIRED', decided_at = $2 WHERE status = 'PENDING'
       AND run_id IN (SELECT id FROM plugin_run WHERE installation_id = $1)`,
      [ended, new Date(end.at)],
    );
  return ended;
}

async function insertInstallation(
  client: pg.PoolClient,
  id: string,
  { customerId, accountIds, days }: InstallRequest,
  { version, consentHash }: PluginOffer,
  at: number,
): Promise<void> {
  const { scopes, fields, documents, price } = termsOf(version);
  await client.query(
    `INSERT INTO plugin_installation (id, customer_id, plugin_id, consented_version_id, version_id, scopes, fields, documents, account_ids,
       price_model, price_amount, price_currency, consent_text_hash, installed_at, expires_at)
     VALUES ($1, $2, $3, $4, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      id,
      customerId,
      version.pluginId,
      version.id,
      scopes,
      fields,
      documents,
      accountIds,
      price.model,
      price.amount,
      price.currency,
      consentHash,
      new Date(at),
      new Date(at + days * DAY_MS),
    ],
  );
}

async function countInstall(client: pg.PoolClient, pluginId: string, difference: 1 | -1): Promise<void> {
  await client.query('UPDATE plugin_figures SET installs = installs + $2 WHERE plugin_id = $1', [pluginId, difference]);
}
