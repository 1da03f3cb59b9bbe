import { readFileSync } from 'node:fs';
import { z } from 'zod';

const text = z.object({ title: z.string(), body: z.string(), asks: z.array(z.string()).default([]) });
const articles = z.array(
  z.object({
    key: z.string().regex(/^[a-z0-9-]{3,60}$/),
    level: z.enum(['L1', 'L2', 'L3']),
    topic: z.string(),
    zh: text,
    en: text,
  }),
);

/** One help article in one language. */
export interface Article {
  readonly key: string;
  readonly language: 'zh' | 'en';
  /** Of the questions that it answers. Those of L1 may be answered by the assistant alone. */
  readonly level: 'L1' | 'L2' | 'L3';
  readonly topic: string;
  readonly title: string;
  readonly body: string;
  /** Other words by which people ask for it. Found by, never shown. */
  readonly asks: readonly string[];
}

/** The articles that come with the platform: each in both languages. */
export function readArticles(): readonly Article[] {
  const file = new URL('./articles.json', import.meta.url);
  const parsed = articles.parse(JSON.parse(readFileSync(file, 'utf8')));
  return parsed.flatMap(({ zh, en, ...shared }) => [
    { ...shared, language: 'zh' as const, ...zh },
    { ...shared, language: 'en' as const, ...en },
  ]);
}
