import type pg from 'pg';
import type { Clock } from '../../kernel/clock.js';
import { pluginError } from '../plugins.errors.js';
import { inStage } from '../registry/in-stage.js';
import type { PublishedVersion, PublishedVersions } from '../registry/published-versions.js';
import { OFFERED, type ReleaseStatus } from '../registry/release.js';
import { diffPackages, type PackageDiff } from '../tools/diff-packages.js';
import { consentHash, covers, termsOf } from './consent.js';
import { findInstallation, type Installation } from './find-installation.js';

export interface PluginOffer {
  readonly version: PublishedVersion;
  /** Names exactly what would be agreed to. */
  readonly consentHash: string;
  readonly installed: Installation | undefined;
  /** Against the version that runs now, where one does. */
  readonly difference: PackageDiff | undefined;
  /** Whether the offered version runs by itself under the consent that stands. */
  readonly covered: boolean;
}

/** What a customer would install now, and what would change for one who has the plugin. */
export class OfferPlugin {
  readonly #pool: pg.Pool;
  readonly #clock: Clock;
  readonly #versions: PublishedVersions;

  /** @param parts.pool of the role openfolio_ops */
  constructor(parts: { pool: pg.Pool; clock: Clock; versions: PublishedVersions }) {
    this.#pool = parts.pool;
    this.#clock = parts.clock;
    this.#versions = parts.versions;
  }

  /** @throws PublicError PLUGIN_NOT_FOUND, also while the release has not reached this customer */
  async offer(customerId: string, name: string): Promise<PluginOffer> {
    const versionId = await this.#offeredTo(customerId, name);
    if (versionId === undefined) throw pluginError('PLUGIN_NOT_FOUND');
    const version = await this.#versions.load(versionId);
    const installed = await findInstallation(this.#pool, customerId, name, this.#clock.now());
    const running = installed && (await this.#versions.load(installed.versionId));
    return {
      version,
      consentHash: consentHash(version),
      installed,
      difference: running && diffPackages(running.inspected, version.inspected),
      covered: installed !== undefined && covers(installed, termsOf(version)),
    };
  }

  async #offeredTo(customerId: string, name: string): Promise<string | undefined> {
    const { rows } = await this.#pool.query<{ id: string; status: ReleaseStatus; stage_percent: number | null }>(
      `SELECT v.id, r.status, r.stage_percent FROM plugin p JOIN plugin_version v ON v.plugin_id = p.id
         JOIN plugin_release r ON r.version_id = v.id
       WHERE p.name = $1 AND r.status = ANY ($2) ORDER BY v.semver DESC`,
      [name, OFFERED],
    );
    const reached = rows.find(
      ({ id, status, stage_percent }) => status === 'LISTED' || inStage(id, customerId, stage_percent ?? 0),
    );
    return reached?.id;
  }
}
