import { createHash } from 'node:crypto';
import type pg from 'pg';
import { newId } from '../../kernel/ids.js';
import { inTransaction } from '../../storage/index.js';
import { weighArticles } from './article-weights.js';
import type { Article } from './read-articles.js';

/** Any fixed number: of all processes one publishes at a time. */
const PUBLISH_LOCK = 7_305_011_017;
/** Changes with the way terms are made or weighed: what is stored is then made anew. */
const WEIGHING = '1';

/**
 * Makes the stored articles and their index those that are given, unless they are already. Keys stay the same over texts, so that
 * a message that cites an article still does.
 *
 * @param pool of the role openfolio_ops
 * @returns whether anything had to be written
 */
export async function publishArticles(pool: pg.Pool, articles: readonly Article[]): Promise<boolean> {
  const digest = createHash('sha256')
    .update(JSON.stringify([WEIGHING, articles]))
    .digest('hex');
  return inTransaction(pool, async (client) => {
    await client.query('SELECT pg_advisory_xact_lock($1)', [PUBLISH_LOCK]);
    const { rows } = await client.query<{ digest: string }>('SELECT digest FROM ticket_knowledge');
    if (rows[0]?.digest === digest) return false;
    await client.query('DELETE FROM ticket_article');
    const ids = articles.map(() => newId());
    await insertArticles(client, articles, ids);
    const terms = weighArticles(articles);
    await client.query(
      'INSERT INTO ticket_article_term (term, article_id, weight) SELECT * FROM unnest($1::text[], $2::uuid[], $3::real[])',
      [terms.map(({ term }) => term), terms.map(({ article }) => ids[article]), terms.map(({ weight }) => weight)],
    );
    await client.query(
      'INSERT INTO ticket_knowledge (digest) VALUES ($1) ON CONFLICT (singleton) DO UPDATE SET digest = EXCLUDED.digest',
      [digest],
    );
    return true;
  });
}

async function insertArticles(client: pg.PoolClient, articles: readonly Article[], ids: readonly string[]) {
  await client.query(
    `INSERT INTO ticket_article (id, key, language, level, topic, title, body)
     SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])`,
    [
      ids,
      articles.map(({ key }) => key),
      articles.map(({ language }) => language),
      articles.map(({ level }) => level),
      articles.map(({ topic }) => topic),
      articles.map(({ title }) => title),
      articles.map(({ body }) => body),
    ],
  );
}
