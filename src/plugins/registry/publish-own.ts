import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import type { Clock } from '../../kernel/clock.js';
import { newId } from '../../kernel/ids.js';
import { inTransaction } from '../../storage/index.js';
import { signAsPublisher } from '../package/sign-package.js';
import { writeTar } from '../package/tar.js';
import { ENGINE_DIGEST } from '../runner/engine-digest.js';
import { type PreparedProject, prepareProject } from '../tools/prepare-project.js';
import { insertVersion } from './insert-version.js';
import type { PluginSchema } from './plugin-schema.js';
import type { RegistryKey } from './registry-key.js';

export interface PublishOwnParts {
  /** A pool of the role openfolio_ops. */
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly schema: PluginSchema;
  readonly key: RegistryKey;
}

/**
 * Lists the plugins that come with the platform, signed by the registry itself. Their checks run where the platform's own tests
 * run (`openfolio registry check`), and their reviews are those of its code: here they are listed at once.
 */
export class PublishOwn {
  readonly #parts: PublishOwnParts;

  constructor(parts: PublishOwnParts) {
    this.#parts = parts;
  }

  /**
   * @param folder of folders, one for each plugin
   * @param publisherId the brokerage's own
   * @returns what was listed now, `@publisher/name version`; what stands in the registry already is left alone
   */
  async publishAll(folder: string, publisherId: string): Promise<readonly string[]> {
    const entries = await readdir(folder, { withFileTypes: true });
    const listed: string[] = [];
    for (const entry of entries.filter((each) => each.isDirectory())) {
      const path = join(folder, entry.name);
      const wanted = await declared(path);
      if (wanted === undefined || (await this.#stands(wanted))) continue;
      await this.publish(path, publisherId);
      listed.push(`${wanted.name} ${wanted.version}`);
    }
    return listed;
  }

  /** @returns the version's id. @throws Error when the package has problems: it is the platform's own */
  async publish(folder: string, publisherId: string): Promise<string> {
    const { schema } = this.#parts;
    const prepared = await prepareProject(folder, { judge: schema.judge, engineDigest: ENGINE_DIGEST });
    if (!prepared.ok) throw new Error(`${folder} is no package`, { cause: prepared.problems });
    return this.#list(prepared.value, publisherId);
  }

  async #list({ files, inspected }: PreparedProject, publisherId: string): Promise<string> {
    const { pool, clock, key } = this.#parts;
    const signer = await key.signer();
    const versionId = newId();
    const tar = writeTar(await signAsPublisher(files, ENGINE_DIGEST, signer));
    const party = { publisherId, appId: null, by: { kind: 'PLATFORM' } } as const;
    const version = { versionId, party, tar, inspected, signedBy: signer.kid, at: clock.now() };
    await inTransaction(pool, (client) => insertVersion(client, version, { status: 'LISTED', reason: COMES_ALONG }));
    return versionId;
  }

  async #stands({ name, version }: Declared): Promise<boolean> {
    const { rowCount } = await this.#parts.pool.query(
      'SELECT 1 FROM plugin p JOIN plugin_version v ON v.plugin_id = p.id WHERE p.name = $1 AND v.version = $2',
      [name, version],
    );
    return rowCount === 1;
  }
}

const COMES_ALONG = 'It comes with the platform.';

interface Declared {
  readonly name: string;
  readonly version: string;
}

async function declared(folder: string): Promise<Declared | undefined> {
  const text = await readFile(join(folder, 'manifest.json'), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as Declared);
}
