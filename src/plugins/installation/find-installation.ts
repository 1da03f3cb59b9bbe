import type pg from 'pg';
import type { ReleaseStatus } from '../registry/release.js';
import type { Semver } from '../registry/semver.js';
import type { ConsentTerms, Price } from './consent.js';

/** A live installation: the stored consent is the authority, whatever a manifest says today. */
export interface Installation extends ConsentTerms {
  readonly id: string;
  readonly customerId: string;
  readonly pluginId: string;
  readonly name: string;
  readonly versionId: string;
  /** Of the version that the customer consented to. */
  readonly consented: Semver;
  readonly status: ReleaseStatus;
}

interface InstallationRow {
  readonly id: string;
  readonly customer_id: string;
  readonly plugin_id: string;
  readonly name: string;
  readonly version_id: string;
  readonly consented: Semver;
  readonly status: ReleaseStatus;
  readonly scopes: string[];
  readonly fields: string[];
  readonly documents: string[];
  readonly price_model: Price['model'];
  readonly price_amount: string | null;
  readonly price_currency: string | null;
}

/**
 * @param pool of the role openfolio_ops
 * @param plugin `@publisher/name`
 */
export async function findInstallation(
  pool: pg.Pool | pg.PoolClient,
  customerId: string,
  plugin: string,
  now: number,
): Promise<Installation | undefined> {
  const { rows } = await pool.query<InstallationRow>(
    `SELECT i.id, i.customer_id, i.plugin_id, p.name, i.version_id, c.semver AS consented, r.status, i.scopes, i.fields, i.documents,
       i.price_model, i.price_amount::text, i.price_currency
     FROM plugin p JOIN plugin_installation i ON i.plugin_id = p.id JOIN plugin_version c ON c.id = i.consented_version_id
       JOIN plugin_release r ON r.version_id = i.version_id
     WHERE p.name = $2 AND i.customer_id = $1 AND i.ended_at IS NULL AND i.expires_at > $3`,
    [customerId, plugin, new Date(now)],
  );
  const [row] = rows;
  return row && toInstallation(row);
}

function toInstallation(row: InstallationRow): Installation {
  const { id, name, consented, status, scopes, fields, documents } = row;
  const price = { model: row.price_model, amount: row.price_amount, currency: row.price_currency };
  const { customer_id: customerId, plugin_id: pluginId, version_id: versionId } = row;
  return { id, customerId, pluginId, name, versionId, consented, status, scopes, fields, documents, price };
}
