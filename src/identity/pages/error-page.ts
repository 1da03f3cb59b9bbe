import { html } from 'ghtml';
import { errorText } from './error-text.js';
import type { Language } from './language.js';
import { page } from './page.js';
import { minuteOf } from './times.js';

const WORDS = {
  zh: {
    nothing: '此步骤没有授予或更改任何权限。',
    details: '供技术人员使用的信息',
    code: '代码',
    detail: '说明',
    id: '请求编号',
    at: '时间',
  },
  en: {
    nothing: 'This step allowed and changed nothing.',
    details: 'Details for support',
    code: 'Code',
    detail: 'Meaning',
    id: 'Request number',
    at: 'Time',
  },
};

export interface ErrorPage {
  readonly language: Language;
  /** Of the catalogue, or of the protocol. */
  readonly code: string;
  /** Public text in English, when there is one. */
  readonly detail?: string | undefined;
  /** Under which the log has the request. */
  readonly requestId?: string | undefined;
  /** Milliseconds. */
  readonly now: number;
}

/** Result of a request that can't go back to the app: what happened, what to do, and what support needs. Nothing internal. */
export function errorPage({ language, code, detail, requestId, now }: ErrorPage): string {
  const words = WORDS[language];
  const { happened, advice } = errorText(code, language);
  return page({
    language,
    title: happened,
    body: html`<h1>${happened}</h1>
<p class="lead">${advice}</p><p>${words.nothing}</p>
<section class="card" aria-labelledby="details"><h2 id="details">${words.details}</h2><dl>
<dt>${words.code}</dt><dd><code>${code}</code></dd>
!${detail === undefined ? '' : html`<dt>${words.detail}</dt><dd lang="en">${detail}</dd>`}
!${requestId === undefined ? '' : html`<dt>${words.id}</dt><dd><code>${requestId}</code></dd>`}
<dt>${words.at}</dt><dd>!${minuteOf(language, now)}</dd></dl></section>`,
  });
}
