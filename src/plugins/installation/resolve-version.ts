import type pg from 'pg';
import { pluginError } from '../plugins.errors.js';
import { inStage } from '../registry/in-stage.js';
import type { PublishedVersion, PublishedVersions } from '../registry/published-versions.js';
import { type ReleaseStatus, RUNS } from '../registry/release.js';
import type { Semver } from '../registry/semver.js';
import { covers, termsOf } from './consent.js';
import type { Installation } from './find-installation.js';

interface Candidate {
  readonly id: string;
  readonly semver: Semver;
  readonly status: ReleaseStatus;
  readonly stage_percent: number | null;
}

/**
 * Which version runs for an installation: the newest one of the consented major version that the release has reached for this
 * customer and that the stored consent covers. A version that reads one field more waits for the customer; the old one runs on. When
 * the running one was withdrawn, an earlier one takes its place.
 */
export class ResolveVersion {
  readonly #pool: pg.Pool;
  readonly #versions: PublishedVersions;

  /** @param parts.pool of the role openfolio_ops */
  constructor(parts: { pool: pg.Pool; versions: PublishedVersions }) {
    this.#pool = parts.pool;
    this.#versions = parts.versions;
  }

  /** @throws PublicError PLUGIN_WITHDRAWN */
  async resolve(installation: Installation): Promise<PublishedVersion> {
    for (const candidate of await this.#candidates(installation.pluginId)) {
      if (!reaches(candidate, installation)) continue;
      const version = await this.#versions.load(candidate.id);
      if (!covers(installation, termsOf(version))) continue;
      if (candidate.id !== installation.versionId) await this.#move(installation.id, candidate.id);
      return version;
    }
    const { version } = await this.#versions.load(installation.versionId);
    throw pluginError('PLUGIN_WITHDRAWN', {
      params: { name: installation.name, version, status: installation.status },
    });
  }

  /** Newest first. */
  async #candidates(pluginId: string): Promise<readonly Candidate[]> {
    const { rows } = await this.#pool.query<Candidate>(
      `SELECT v.id, v.semver, r.status, r.stage_percent FROM plugin_version v JOIN plugin_release r ON r.version_id = v.id
       WHERE v.plugin_id = $1 AND r.status = ANY ($2) ORDER BY v.semver DESC`,
      [pluginId, RUNS],
    );
    return rows;
  }

  async #move(installationId: string, versionId: string): Promise<void> {
    await this.#pool.query('UPDATE plugin_installation SET version_id = $2 WHERE id = $1 AND ended_at IS NULL', [
      installationId,
      versionId,
    ]);
  }
}

/** A new major version breaks callers, so it comes with the customer's own update and never by itself. */
function reaches({ id, semver, status, stage_percent }: Candidate, installation: Installation): boolean {
  if (semver[0] > installation.consented[0]) return false;
  if (id === installation.versionId || status === 'LISTED') return true;
  // A deprecated version goes on where it runs, and comes to nobody.
  return status === 'STAGED' && inStage(id, installation.customerId, stage_percent ?? 0);
}
