import type { FastifyPluginAsync } from 'fastify';
import type pg from 'pg';
import { checkpointHash } from './checkpoint.js';
import type { ReceiptKeys } from './receipt-keys.js';

const BASE = '/.well-known/openfolio-receipts';

/**
 * What anybody may keep to hold the platform to its records: the public keys, and number and hash of the newest checkpoint.
 * The checkpoint itself stays inside, since it tells how much is read.
 */
export function receiptRoutes(parts: { pool: pg.Pool; keys: ReceiptKeys }): FastifyPluginAsync {
  return async (app) => {
    app.get(`${BASE}/jwks.json`, async (_request, reply) => {
      const keys = await parts.keys.proved(parts.pool);
      const jwks = { keys: keys.map(({ kid, jwk }) => ({ ...jwk, kid, alg: 'Ed25519', use: 'sig' })) };
      return reply.header('cache-control', 'public, max-age=300').type('application/jwk-set+json').send(jwks);
    });
    app.get(`${BASE}/head`, async (_request, reply) => {
      const { rows } = await parts.pool.query<{ number: string; jws: string; sealed_at: Date }>(NEWEST);
      const [newest] = rows;
      if (!newest) return reply.code(204).send();
      const { number, jws, sealed_at } = newest;
      const hash = checkpointHash(jws).toString('base64url');
      return reply
        .header('cache-control', 'public, max-age=10')
        .send({ number: Number(number), hash, sealedAt: sealed_at.toISOString() });
    });
  };
}

const NEWEST = 'SELECT number, jws, sealed_at FROM receipt_checkpoint ORDER BY number DESC LIMIT 1';
