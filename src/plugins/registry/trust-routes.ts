import type { FastifyPluginAsync } from 'fastify';
import type pg from 'pg';
import type { RegistryKey } from './registry-key.js';

const BASE = '/.well-known/openfolio-plugins';
const CACHE = 'public, max-age=60';

/**
 * What anybody needs to verify a package or a receipt by themselves: the registry's public keys, a publisher's, and which of its
 * versions were taken back. An unknown publisher is one without any.
 */
export function trustRoutes({ pool, key }: { pool: pg.Pool; key: RegistryKey }): FastifyPluginAsync {
  const registryKeys = async () => {
    await key.signer(); // its public half stands in the table from here on
    return [...(await key.publicKeys()).values()];
  };
  return async (app) => {
    app.get(`${BASE}/jwks.json`, async (_request, reply) =>
      reply
        .header('cache-control', CACHE)
        .type('application/jwk-set+json')
        .send({ keys: await registryKeys() }),
    );
    app.get<{ Querystring: { publisher?: string | string[] } }>(`${BASE}/trust.json`, async ({ query }, reply) => {
      const slug = [query.publisher ?? ''].flat().join().slice(0, 64);
      const [{ rows: publisherKeys }, { rows: withdrawn }] = await Promise.all([
        pool.query(KEYS, [slug]),
        pool.query(WITHDRAWN, [slug]),
      ]);
      return reply
        .header('cache-control', CACHE)
        .send({ publisher: slug, registryKeys: await registryKeys(), publisherKeys, withdrawn });
    });
  };
}

const KEYS = `SELECT k.public_jwk AS key, to_jsonb(k.revoked_at) #>> '{}' AS "revokedAt" FROM plugin_key k
  JOIN publisher p ON p.id = k.publisher_id WHERE p.slug = $1 ORDER BY k.registered_at, k.kid`;

/** Only what customers could have: what never was released is nobody else's business. */
const WITHDRAWN = `SELECT p.name, v.version, r.status, r.reason FROM publisher u JOIN plugin p ON p.publisher_id = u.id
  JOIN plugin_version v ON v.plugin_id = p.id JOIN plugin_release r ON r.version_id = v.id
  WHERE u.slug = $1 AND r.status IN ('YANKED', 'KILLED') ORDER BY p.name, v.semver`;
