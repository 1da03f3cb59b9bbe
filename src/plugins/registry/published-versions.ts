import { LRUCache } from 'lru-cache';
import type pg from 'pg';
import type { RunnableVersion } from '../invocation/invoke-tool.js';
import { type InspectedPackage, inspectPackage } from '../package/inspect-package.js';
import type { PackageFiles, Problem } from '../package/problem.js';
import { readTar } from '../package/tar.js';
import { pluginError } from '../plugins.errors.js';
import type { PluginSchema } from './plugin-schema.js';

/** A version with its package read, as invocation and checks work with it. */
export interface PublishedVersion {
  readonly id: string;
  readonly pluginId: string;
  readonly publisherId: string;
  /** `@publisher/name`. */
  readonly name: string;
  readonly version: string;
  readonly packageHash: string;
  readonly bundleHash: string;
  /** Of its submission. */
  readonly engine: string;
  readonly payer: 'INSTALLER' | 'PUBLISHER';
  readonly freeRuns: number;
  readonly files: PackageFiles;
  readonly inspected: InspectedPackage;
  readonly runnable: RunnableVersion;
}

interface VersionRow {
  readonly id: string;
  readonly plugin_id: string;
  readonly publisher_id: string;
  readonly name: string;
  readonly version: string;
  readonly package_hash: string;
  readonly bundle_hash: string;
  readonly engine: string;
  readonly payer: 'INSTALLER' | 'PUBLISHER';
  readonly free_runs: number;
  readonly bytes: Buffer;
}

const KEPT_MAX = 64;

/** Versions never change, so what was read once is kept in the process. */
export class PublishedVersions {
  readonly #pool: pg.Pool;
  readonly #schema: Pick<PluginSchema, 'judge'>;
  readonly #kept = new LRUCache<string, PublishedVersion>({ max: KEPT_MAX });

  /** @param parts.pool of the role openfolio_ops */
  constructor(parts: { pool: pg.Pool; schema: Pick<PluginSchema, 'judge'> }) {
    this.#pool = parts.pool;
    this.#schema = parts.schema;
  }

  /** @throws PublicError PLUGIN_NOT_FOUND; PLUGIN_WITHDRAWN when its documents no longer fit the schema */
  async load(versionId: string): Promise<PublishedVersion> {
    const kept = this.#kept.get(versionId);
    if (kept) return kept;
    const judged = await this.judge(versionId);
    if ('problems' in judged)
      throw pluginError('PLUGIN_WITHDRAWN', {
        params: { name: judged.name, version: judged.version, status: 'its documents do not fit the schema any more' },
      });
    this.#kept.set(versionId, judged);
    return judged;
  }

  /** Holds a version's package against the schema of now. @throws PublicError PLUGIN_NOT_FOUND */
  async judge(
    versionId: string,
  ): Promise<
    PublishedVersion | { readonly name: string; readonly version: string; readonly problems: readonly Problem[] }
  > {
    const { rows } = await this.#pool.query<VersionRow>(
      `SELECT v.id, v.plugin_id, v.publisher_id, p.name, v.version, v.package_hash, v.bundle_hash, v.engine, v.payer, v.free_runs, k.bytes
       FROM plugin_version v JOIN plugin p ON p.id = v.plugin_id JOIN plugin_package k ON k.version_id = v.id WHERE v.id = $1`,
      [versionId],
    );
    const [row] = rows;
    if (!row) throw pluginError('PLUGIN_NOT_FOUND');
    const { name, version } = row;
    const tar = readTar(new Uint8Array(row.bytes));
    if (!tar.ok) return { name, version, problems: tar.problems };
    const inspected = inspectPackage(tar.value, { judge: this.#schema.judge, engineDigest: row.engine });
    if (!inspected.ok) return { name, version, problems: inspected.problems };
    const { bundle, tools } = inspected.value;
    return {
      id: row.id,
      pluginId: row.plugin_id,
      publisherId: row.publisher_id,
      name,
      version,
      packageHash: row.package_hash,
      bundleHash: row.bundle_hash,
      engine: row.engine,
      payer: row.payer,
      freeRuns: row.free_runs,
      files: tar.value,
      inspected: inspected.value,
      runnable: { bundle: { digest: row.bundle_hash, source: bundle }, tools },
    };
  }
}
