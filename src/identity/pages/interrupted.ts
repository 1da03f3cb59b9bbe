import { html } from 'ghtml';
import { type Language, withParameter } from './language.js';

const PARAMETER = 'interrupted';

const NOTICE: Readonly<Record<Language, string>> = {
  zh: '登录会话已结束，刚才提交的内容没有生效。请登录后重新填写并提交。',
  en: 'Your session had ended, so nothing of what you sent was done. Once you are signed in, please send it again.',
};

/** The address of a page that says: a form was sent when its session had ended. */
export function interrupted(path: string): string {
  return withParameter(path, PARAMETER, '1');
}

/** Markup of that notice, where the address asks for it. */
export function interruptedNotice(path: string | undefined, language: Language): string {
  const [, query] = path?.split(/\?(.*)/s) ?? [];
  if (!new URLSearchParams(query).has(PARAMETER)) return '';
  return html`<p class="notice warn" role="status">${NOTICE[language]}</p>`;
}
