import type { Queries } from '../clocks/clock-rows.js';
import type { Article } from './read-articles.js';
import { searchTerms } from './search-terms.js';

/** An article that fits a question. */
export interface Hit extends Omit<Article, 'asks'> {
  readonly id: string;
  /** Sum of the weights of the question's terms in it: comparable for one question only. */
  readonly score: number;
  /** Share of the question's weight that the article holds, 0 to 1: 1 where it holds each term as strongly as any article does. */
  readonly coverage: number;
}

/** The best five articles of a language for a question, best first. Reads no customer's data. */
export async function findArticles(client: Queries, question: string, language: 'zh' | 'en'): Promise<readonly Hit[]> {
  const terms = [...new Set(searchTerms(question))];
  if (terms.length === 0) return [];
  const { rows } = await client.query<Hit>({ name: 'ticket_articles', text: FIND_ARTICLES, values: [terms, language] });
  return rows;
}

/**
 * Contract: one index scan per term of the question. A term that no article holds weighs as much as the rarest: what the texts
 * don't know makes an answer less sure.
 */
const FIND_ARTICLES = `
WITH asked AS (SELECT unnest($1::text[]) AS term),
best AS (
  SELECT q.term, max(t.weight) AS weight FROM asked q
  LEFT JOIN (ticket_article_term t JOIN ticket_article a ON a.id = t.article_id AND a.language = $2) ON t.term = q.term GROUP BY q.term
), total AS (SELECT sum(COALESCE(weight, 4)) AS weight FROM best)
SELECT a.id, a.key, a.language, a.level, a.topic, a.title, a.body, s.score, s.score / total.weight AS coverage
FROM (
  SELECT t.article_id, sum(t.weight)::float8 AS score FROM ticket_article_term t JOIN asked q ON q.term = t.term GROUP BY t.article_id
) s JOIN ticket_article a ON a.id = s.article_id AND a.language = $2 CROSS JOIN total
ORDER BY s.score DESC, a.key LIMIT 5`;
