import type { Article } from './read-articles.js';
import { searchTerms } from './search-terms.js';

/** Okapi BM25's saturation and length parameters (Robertson and Zaragoza 2009, the usual values for short texts). */
const K1 = 1.2;
const B = 0.5;
/** A term of the title counts as if it stood this often in the body: titles are written in the words of those who ask. */
const TITLE_TIMES = 3;
/** The same for other words that people use for it. */
const ASKS_TIMES = 2;

export interface ArticleTerm {
  /** Place in the given list. */
  readonly article: number;
  readonly term: string;
  readonly weight: number;
}

/**
 * What each term weighs in each article, so that the score of an article is a plain sum over the question's terms. Each
 * language is a collection of its own: a term's rarity is that among texts of the same language.
 */
export function weighArticles(articles: readonly Article[], termsOf = searchTerms): readonly ArticleTerm[] {
  return (['zh', 'en'] as const).flatMap((language) => {
    const places = articles.flatMap((article, place) => (article.language === language ? [place] : []));
    return weighCollection(articles, places, termsOf);
  });
}

function weighCollection(articles: readonly Article[], places: readonly number[], termsOf: Terms): ArticleTerm[] {
  const counts = places.map((place) => countTerms(articles[place], termsOf));
  const lengths = counts.map((count) => [...count.values()].reduce((sum, times) => sum + times, 0));
  const average = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length);
  const holders = new Map<string, number>();
  for (const count of counts) for (const term of count.keys()) holders.set(term, (holders.get(term) ?? 0) + 1);
  return counts.flatMap((count, index) =>
    [...count].map(([term, times]) => {
      const held = holders.get(term) ?? 0;
      const rarity = Math.log(1 + (counts.length - held + 0.5) / (held + 0.5));
      const norm = K1 * (1 - B + (B * (lengths[index] ?? 0)) / average);
      return { article: places[index] ?? 0, term, weight: (rarity * times * (K1 + 1)) / (times + norm) };
    }),
  );
}

type Terms = (text: string) => string[];

function countTerms(article: Article | undefined, termsOf: Terms): Map<string, number> {
  const counts = new Map<string, number>();
  const add = (text: string, times: number) => {
    for (const term of termsOf(text)) counts.set(term, (counts.get(term) ?? 0) + times);
  };
  add(article?.title ?? '', TITLE_TIMES);
  for (const other of article?.asks ?? []) add(other, ASKS_TIMES);
  add(article?.body ?? '', 1);
  return counts;
}
