import { html } from 'ghtml';
import type { Language } from './language.js';
import { page } from './page.js';

const TITLE = { zh: '无法完成此请求', en: 'This request can’t be completed' };
const ADVICE = {
  zh: '没有授予或更改任何权限。请返回后重试；如仍失败，请提供下面的代码。',
  en: 'Nothing was granted or changed. Go back and start again; if it fails again, pass on the code below.',
};

/** Result of a request that can't go back to the app. Shows the protocol's code, never internal detail. */
export function errorPage(error: { language: Language; code: string; detail?: string | undefined }): string {
  const { language, code, detail } = error;
  return page({
    language,
    title: TITLE[language],
    body: html`<h1>${TITLE[language]}</h1>
<p role="alert">${ADVICE[language]}</p>
<dl><dt>${language === 'zh' ? '代码' : 'Code'}</dt><dd><code>${code}</code></dd>
<dt>${language === 'zh' ? '说明' : 'Detail'}</dt><dd>${detail ?? '–'}</dd></dl>`,
  });
}
