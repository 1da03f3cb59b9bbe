import { createHash } from 'node:crypto';
import { html } from 'ghtml';
import { type Language, otherLanguage } from './language.js';
import { STYLE } from './style.js';

export interface PageContent {
  readonly language: Language;
  readonly title: string;
  /** Markup made by `html`; expressions in it are already escaped. */
  readonly body: string;
  /** Where the language switch leads; query parameters but `lang` are dropped. Left out: no switch. */
  readonly path?: string;
}

const BRAND = { zh: 'Openfolio 开放平台', en: 'Openfolio' };
const SKIP = { zh: '跳到正文', en: 'Skip to content' };
const SWITCH = { zh: '中文', en: 'English' };

/** The frame of every page: landmarks, a skip link, the language switch. Works without scripts, of which it allows none. */
export function page(content: PageContent): string {
  const { language, title, body, path } = content;
  const other = otherLanguage(language);
  const languageSwitch = path
    ? html`<nav aria-label="${language === 'zh' ? '语言' : 'Language'}"><a href="${path}?lang=${other}" lang="${other === 'zh' ? 'zh-CN' : 'en'}" hreflang="${other}">${SWITCH[other]}</a></nav>`
    : '';
  return html`<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} · ${BRAND[language]}</title>
<style>!${STYLE}</style>
</head>
<body>
<a class="skip" href="#content">${SKIP[language]}</a>
<header><span class="brand">${BRAND[language]}</span>!${languageSwitch}</header>
<main id="content" tabindex="-1">
!${body}
</main>
</body>
</html>`;
}

/**
 * Headers of every page. No `form-action`: browsers apply it to the redirect that follows the POST, which leads to the
 * app. `same-origin` referrers keep the Origin header of our own form posts (with `no-referrer` it would be "null").
 */
export function securityHeaders(): Record<string, string> {
  return {
    'content-security-policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; frame-ancestors 'none'`,
    'x-frame-options': 'DENY',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cache-control': 'no-store',
    vary: 'accept-language, cookie',
  };
}

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');
