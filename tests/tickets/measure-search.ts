/**
 * Ways to find an article in two languages without a dictionary, on the questions for tuning: how often the right one comes first, and
 * among the first three. `node --import tsx tests/tickets/measure-search.ts`; DATABASE_URL: a migrated database, with pg_trgm to be had.
 */
import pg from 'pg';
import { weighArticles } from '../../src/tickets/knowledge/article-weights.js';
import { type Article, readArticles } from '../../src/tickets/knowledge/read-articles.js';
import { searchTerms } from '../../src/tickets/knowledge/search-terms.js';
import { termsOf } from '../../src/tickets/text/terms.js';
import { labelledQuestions } from './labelled-questions.js';

type Rank = (question: string, language: 'zh' | 'en') => Promise<readonly string[]> | readonly string[];

const bare = readArticles().map((article) => ({ ...article, asks: [] as string[] }));
const single = (text: string) => [
  ...(text.match(/[a-z0-9]+/gi) ?? []).map((word) => word.toLowerCase()),
  ...(text.match(/[\u3400-\u9fff]/g) ?? []),
];
const both = (text: string) => [...searchTerms(text), ...(text.match(/[\u3400-\u9fff]/g) ?? [])];

const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 1 });
await pool.query('CREATE EXTENSION IF NOT EXISTS pg_trgm');
await pool.query('CREATE TEMP TABLE tried (key text, language text, body text, terms tsvector)');
for (const { key, language, title, body } of bare)
  await pool.query("INSERT INTO tried VALUES ($1, $2, $3, to_tsvector('simple', $4))", [
    key,
    language,
    `${title} ${body}`,
    termsOf(`${title} ${title} ${title} ${body}`).join(' '),
  ]);

const ways: Readonly<Record<string, Rank>> = {
  'trigrams of letters (pg_trgm word_similarity)': sql('word_similarity($1, body) DESC'),
  'pairs, tsvector, ts_rank_cd': sql(
    "ts_rank_cd(terms, replace(plainto_tsquery('simple', $3)::text, '&', '|')::tsquery) DESC",
  ),
  'pairs, tsvector, ts_rank': sql(
    "ts_rank(terms, replace(plainto_tsquery('simple', $3)::text, '&', '|')::tsquery) DESC",
  ),
  'single characters, BM25': bm25(bare, single),
  'pairs, BM25': bm25(bare, termsOf),
  'pairs without empty words, English without endings, BM25': bm25(bare, searchTerms),
  'the same and single characters, BM25': bm25(bare, both),
  'as built: the former, with other words that people use': bm25(readArticles(), searchTerms),
};

const questions = labelledQuestions('TUNING').filter(({ article }) => article !== null);
for (const [way, rank] of Object.entries(ways)) {
  const found = { zh: [0, 0, 0], en: [0, 0, 0] };
  for (const { question, language, article } of questions) {
    const keys = await rank(question, language);
    const count = found[language];
    count[0] = (count[0] ?? 0) + 1;
    if (keys[0] === article) count[1] = (count[1] ?? 0) + 1;
    if (keys.slice(0, 3).includes(article ?? '')) count[2] = (count[2] ?? 0) + 1;
  }
  const share = ([all = 1, first = 0, three = 0]: number[]) =>
    `${((100 * first) / all).toFixed(0).padStart(4)} % first ${((100 * three) / all).toFixed(0).padStart(4)} % of three`;
  process.stdout.write(`${way.padEnd(60)} zh ${share(found.zh)}   en ${share(found.en)}\n`);
}
await pool.end();

function bm25(articles: readonly Article[], terms: (text: string) => string[]): Rank {
  const weights = weighArticles(articles, terms);
  return (question, language) => {
    const scores = new Map<string, number>();
    const asked = new Set(terms(question));
    for (const { article, term, weight } of weights) {
      const found = articles[article];
      if (found?.language === language && asked.has(term)) scores.set(found.key, (scores.get(found.key) ?? 0) + weight);
    }
    return [...scores].sort(([, one], [, other]) => other - one).map(([key]) => key);
  };
}

function sql(order: string): Rank {
  return async (question, language) => {
    const text = `SELECT key FROM tried WHERE language = $2 AND ($1 <> '' OR $3 <> '') ORDER BY ${order}, key LIMIT 3`;
    const { rows } = await pool.query<{ key: string }>(text, [question, language, termsOf(question).join(' ')]);
    return rows.map(({ key }) => key);
  };
}
