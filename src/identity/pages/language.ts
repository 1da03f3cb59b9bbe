import type { IncomingHttpHeaders } from 'node:http';

export type Language = 'zh' | 'en';

/** What the customer clicked (`?lang=`) wins over what the browser prefers; English when neither says anything. */
export function languageOf(headers: IncomingHttpHeaders, chosen: unknown): Language {
  if (chosen === 'zh' || chosen === 'en') return chosen;
  const preferred = (headers['accept-language'] ?? '').split(',').map((part) => part.trim().slice(0, 2).toLowerCase());
  return preferred.find((tag) => tag === 'zh' || tag === 'en') === 'zh' ? 'zh' : 'en';
}

/** Both languages of one text, side by side in the source so that neither is forgotten. */
export interface Text {
  readonly zh: string;
  readonly en: string;
}

export function otherLanguage(language: Language): Language {
  return language === 'zh' ? 'en' : 'zh';
}
