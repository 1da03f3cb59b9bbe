import { readFileSync } from 'node:fs';

export interface LabelledQuestion {
  readonly question: string;
  readonly language: 'zh' | 'en';
  readonly level: 'L1' | 'L2' | 'L3';
  /** Key of the article that answers it; null where there is none. */
  readonly article: string | null;
}

/**
 * Questions of our own in both languages, in groups of topic. Each third one is held out: rules, bounds and weights were set by the
 * others alone, and the held-out ones were asked once, for the figure that is quoted.
 */
export function labelledQuestions(part: 'TUNING' | 'HELD_OUT' | 'ALL'): readonly LabelledQuestion[] {
  const file = new URL('./questions.json', import.meta.url);
  const all = JSON.parse(readFileSync(file, 'utf8')) as LabelledQuestion[];
  return part === 'ALL' ? all : all.filter((_, index) => (index % 3 === 2) === (part === 'HELD_OUT'));
}
