import { createHash } from 'node:crypto';
import { html } from 'ghtml';
import { ICONS } from './icons.js';
import { interruptedNotice } from './interrupted.js';
import { inLanguage, type Language, otherLanguage } from './language.js';
import { STYLE } from './style.js';

export interface PageContent {
  readonly language: Language;
  readonly title: string;
  /** Markup made by `html`; expressions in it are already escaped. */
  readonly body: string;
  /** Address of the page, with its query: the language switch leads to it in the other language. Left out: no switch. */
  readonly path?: string;
  /** For pages whose parts stand side by side. */
  readonly wide?: boolean;
}

const BRAND = { zh: 'Openfolio 开放平台', en: 'Openfolio' };
const SKIP = { zh: '跳到正文', en: 'Skip to content' };
const SWITCH = { zh: '中文', en: 'English' };
const TAG = { zh: 'zh-CN', en: 'en' };
const LANGUAGE = { zh: '语言', en: 'Language' };
const OURS = {
  zh: '本页面由券商提供，不属于任何第三方应用。请核对浏览器地址栏；我们绝不会通过应用索要您的密码。',
  en: 'This is a page of the brokerage, not of an app. Check the address bar. No app may ask you for your password.',
};

/** The frame of every page: landmarks, a skip link, the language switch. Works without scripts, of which it allows none. */
export function page(content: PageContent): string {
  const { language, title, body, path, wide } = content;
  const width = wide ? html`class="wide"` : '';
  return html`<!doctype html>
<html lang="${TAG[language]}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} · ${BRAND[language]}</title>
<style>!${STYLE}</style>
</head>
<body>
<a class="skip" href="#content">${SKIP[language]}</a>
<header !${width}><span class="brand">!${ICONS.brand}${BRAND[language]}</span>!${languageSwitch(content)}</header>
<main id="content" tabindex="-1" !${width}>
!${interruptedNotice(path, language)}!${body}
</main>
<footer !${width}><p>${OURS[language]}</p></footer>
</body>
</html>`;
}

function languageSwitch({ language, path }: PageContent): string {
  if (path === undefined) return '';
  const other = otherLanguage(language);
  const target = inLanguage(path, other);
  return html`<nav aria-label="${LANGUAGE[language]}"><a href="${target}" lang="${TAG[other]}" hreflang="${TAG[other]}">${SWITCH[other]}</a></nav>`;
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
