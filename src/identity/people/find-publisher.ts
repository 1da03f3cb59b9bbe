import type pg from 'pg';
import { identityError } from '../identity.errors.js';

/** @throws PublicError APP_PUBLISHER_UNKNOWN */
export async function findPublisherId(pool: pg.Pool, slug: string): Promise<string> {
  const { rows } = await pool.query<{ id: string }>('SELECT id FROM publisher WHERE slug = $1', [slug]);
  const id = rows[0]?.id;
  if (id === undefined) throw identityError('APP_PUBLISHER_UNKNOWN', { params: { slug } });
  return id;
}
