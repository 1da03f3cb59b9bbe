import { termsOf } from '../text/terms.js';

/** Words that every question holds and no article is about. */
const STOP = new Set(
  `a an and are as at be by can could do does did for from get has have how i if in is it its me my no not of on or our please so that
  the there this to was we what when where which who why will with would you your am im ve ll don t s 怎么 如何 什么 可以 请问 我的 我要 我想 哪里 在哪
  为什 么办 一下 吗 呢 能不 不能`.split(/\s+/),
);

/** Ending by ending, the first that fits: enough for nouns and verbs of help texts, and never shorter than three letters. */
const ENDINGS: readonly (readonly [RegExp, string])[] = [
  [/ies$/, 'y'],
  [/(ss|us|is)$/, '$1'],
  [/([^aeiou])ed$/, '$1'],
  [/ing$/, ''],
  [/es$/, ''],
  [/s$/, ''],
  [/e$/, ''],
];

/** The terms by which articles are found: those of {@link termsOf} without empty words, English ones without their endings. */
export function searchTerms(text: string): string[] {
  return termsOf(text)
    .filter((term) => !STOP.has(term))
    .map(stem);
}

function stem(term: string): string {
  if (!/^[a-z]{4,}$/.test(term)) return term;
  for (const [ending, kept] of ENDINGS) {
    if (!ending.test(term)) continue;
    const stemmed = term.replace(ending, kept);
    return stemmed.length < 3 ? term : stemmed.replace(/([^aeiouls])\1$/, '$1');
  }
  return term;
}
