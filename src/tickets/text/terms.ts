const LATIN = /[a-z0-9]+/g;
const CHINESE = /[\u3400-\u9fff]+/g;

/**
 * Terms of a text in order, repeated ones too: words of Latin letters and digits, and pairs of neighbouring Chinese characters (a
 * single one where it stands alone). The same rule as the database's `ticket_terms`.
 */
export function termsOf(text: string): string[] {
  const plain = text.normalize('NFKC');
  const words = plain.toLowerCase().match(LATIN) ?? [];
  const runs = plain.match(CHINESE) ?? [];
  return [...words, ...runs.flatMap(pairsOf)];
}

/** Chinese as soon as a third of the letters are: questions name products in Latin letters all the time. */
export function languageOf(text: string): 'zh' | 'en' {
  const chinese = (text.match(/[\u3400-\u9fff]/g) ?? []).length;
  const latin = (text.match(/[a-zA-Z]/g) ?? []).length;
  return chinese * 2 >= latin && chinese > 0 ? 'zh' : 'en';
}

function pairsOf(run: string): string[] {
  if (run.length === 1) return [run];
  return Array.from({ length: run.length - 1 }, (_, index) => run.slice(index, index + 2));
}
