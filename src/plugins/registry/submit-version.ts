import { gunzipSync } from 'node:zlib';
import type pg from 'pg';
import type { Clock } from '../../kernel/clock.js';
import { newId } from '../../kernel/ids.js';
import { inTransaction } from '../../storage/index.js';
import { type InspectedPackage, inspectPackage } from '../package/inspect-package.js';
import { PACKAGE_LIMITS } from '../package/package-limits.js';
import type { PackageFiles, Problem } from '../package/problem.js';
import { asPublished, kidOf, verifyPackage } from '../package/sign-package.js';
import { readTar, writeTar } from '../package/tar.js';
import { pluginError } from '../plugins.errors.js';
import { ENGINE_DIGEST } from '../runner/engine-digest.js';
import { insertVersion } from './insert-version.js';
import type { PluginSchema } from './plugin-schema.js';
import { priceProblem } from './price.js';
import { insistOnLiveKey, type PublisherKeys } from './publisher-keys.js';
import type { PublishingParty } from './publishing-party.js';

export interface SubmitParts {
  /** A pool of the role openfolio_ops. */
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly schema: PluginSchema;
  readonly keys: PublisherKeys;
}

export type Submission =
  | { readonly problems: readonly Problem[] }
  | { readonly versionId: string; readonly inspected: InspectedPackage };

interface Publisher {
  readonly id: string;
  readonly slug: string;
  readonly verified_domain: string | null;
}

/**
 * Takes a package in: everything that can be judged without running it is judged at once, and told with file, place and
 * remedy. What needs the engine follows in the background.
 */
export class SubmitVersion {
  readonly #parts: SubmitParts;

  constructor(parts: SubmitParts) {
    this.#parts = parts;
  }

  /**
   * @param packed the gzipped tar
   * @throws PublicError PLUGIN_PACKAGE_REFUSED, PLUGIN_NAMESPACE_REFUSED, PLUGIN_VERSION_EXISTS, PLUGIN_KEY_INVALID
   */
  async submit(party: PublishingParty, packed: Uint8Array): Promise<Submission> {
    const { pool, clock, keys } = this.#parts;
    const publisher = await publisherOf(pool, party.publisherId);
    const read = readTar(unpacked(packed));
    if (!read.ok) return { problems: read.problems };
    const inspected = await this.#inspect(publisher, read.value);
    if (!inspected.ok) return { problems: inspected.problems };
    const signed = await verifyPackage(read.value, {
      publisherKeys: await keys.live(publisher.id),
      registryKeys: new Map(),
      engines: [ENGINE_DIGEST],
      isYanked: () => false,
      signers: ['publisher'],
    });
    if (!signed.ok) return { problems: signed.problems };
    const versionId = newId();
    const signedBy = kidOf(read.value, 'publisher') ?? '';
    const tar = writeTar(asPublished(read.value));
    const row = { versionId, party, tar, inspected: inspected.value, signedBy, at: clock.now() };
    await inTransaction(pool, async (client) => {
      await insistOnLiveKey(client, signedBy);
      await insertVersion(client, row);
    });
    return { versionId, inspected: inspected.value };
  }

  async #inspect(publisher: Publisher, files: PackageFiles) {
    const name = nameIn(files);
    // Before anything else of the package is believed: whose name it bears.
    if (name !== undefined) checkNamespace(name, publisher);
    const { rows } = await this.#parts.pool.query<{ name: string }>('SELECT name FROM plugin');
    const inspected = inspectPackage(files, {
      judge: this.#parts.schema.judge,
      engineDigest: ENGINE_DIGEST,
      takenNames: rows.map((row) => row.name),
    });
    if (!inspected.ok) return inspected;
    const problem = priceProblem(inspected.value.manifest.pricing);
    return problem === undefined ? inspected : { ok: false as const, problems: [problem] };
  }
}

/** @throws PublicError PLUGIN_NAMESPACE_REFUSED */
function checkNamespace(name: string, { slug, verified_domain: domain }: Publisher): void {
  const reason = !name.startsWith(`@${slug}/`)
    ? `its names begin with @${slug}/`
    : domain === null
      ? 'namespaces belong to publishers with a verified domain'
      : undefined;
  if (reason !== undefined)
    throw pluginError('PLUGIN_NAMESPACE_REFUSED', { params: { name: name.slice(0, 120), reason } });
}

async function publisherOf(pool: pg.Pool, publisherId: string): Promise<Publisher> {
  const { rows } = await pool.query<Publisher>('SELECT id, slug, verified_domain FROM publisher WHERE id = $1', [
    publisherId,
  ]);
  const [publisher] = rows;
  if (!publisher) throw pluginError('PLUGIN_NEEDS_PUBLISHER');
  return publisher;
}

/** Bounded, so that a small body can't become a large memory. @throws PublicError PLUGIN_PACKAGE_REFUSED */
function unpacked(packed: Uint8Array): Uint8Array {
  try {
    return gunzipSync(packed, { maxOutputLength: PACKAGE_LIMITS.packageBytes });
  } catch (cause) {
    const reason = `it is no gzipped tar of at most ${PACKAGE_LIMITS.packageBytes} bytes.`;
    throw pluginError('PLUGIN_PACKAGE_REFUSED', { params: { reason }, cause });
  }
}

function nameIn(files: PackageFiles): string | undefined {
  return /"name"\s*:\s*"(@[^"]{1,120})"/.exec(new TextDecoder().decode(files.get('manifest.json')))?.[1];
}
