import type { IncomingHttpHeaders } from 'node:http';

export type Language = 'zh' | 'en';

/** What the customer clicks (`?lang=`) is kept here, so that the next page speaks it too. Names no one. */
const COOKIE = 'openfolio_language';

/** What was clicked now wins over what was clicked before, over what the browser prefers; English when nothing is said. */
export function languageOf(headers: IncomingHttpHeaders, chosen: unknown): Language {
  if (isLanguage(chosen)) return chosen;
  const before = (headers.cookie ?? '').split(/; */).find((part) => part.startsWith(`${COOKIE}=`));
  const kept = before?.slice(COOKIE.length + 1);
  if (isLanguage(kept)) return kept;
  const preferred = (headers['accept-language'] ?? '').split(',').map((part) => part.trim().slice(0, 2).toLowerCase());
  return preferred.find((tag) => tag === 'zh' || tag === 'en') === 'zh' ? 'zh' : 'en';
}

/** A `Set-Cookie` for the browser session, or undefined when nothing was clicked. */
export function keepLanguage(chosen: unknown): string | undefined {
  return isLanguage(chosen) ? `${COOKIE}=${chosen}; Path=/; HttpOnly; SameSite=Lax` : undefined;
}

function isLanguage(value: unknown): value is Language {
  return value === 'zh' || value === 'en';
}

/** The same page in this language: all that was asked of it stays, e.g. a search or the place in a list. */
export function inLanguage(path: string, language: Language): string {
  return withParameter(path, 'lang', language);
}

/** @param path with its query, in which the parameter is added or changed */
export function withParameter(path: string, name: string, value: string): string {
  const [pathname = '', query] = path.split(/\?(.*)/s);
  const parameters = new URLSearchParams(query);
  parameters.set(name, value);
  return `${pathname}?${parameters.toString()}`;
}

/** Both languages of one text, side by side in the source so that neither is forgotten. */
export interface Text {
  readonly zh: string;
  readonly en: string;
}

export function otherLanguage(language: Language): Language {
  return language === 'zh' ? 'en' : 'zh';
}
