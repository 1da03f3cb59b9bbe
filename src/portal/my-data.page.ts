import { html } from 'ghtml';
import { MY_DATA_TEXT, type MyDataOutcome, type MyDataText } from './my-data.text.js';
import type { Language, PagePorts } from './ports.js';

export interface ShownRequest {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly requestedAt: string;
  readonly dueAt: string;
  readonly reason: string | null;
  readonly outcomes: readonly { dataKind: string; outcome: string; affected: number }[];
}

export interface ShownRetention {
  readonly kind: string;
  readonly titleEn: string;
  readonly titleZh: string;
  readonly keep: string;
  readonly fromEn: string;
  readonly fromZh: string;
  readonly law: string | null;
  readonly lawZh: string | null;
}

export interface MyDataPage {
  readonly language: Language;
  readonly requests: readonly ShownRequest[];
  readonly retention: readonly ShownRetention[];
  readonly unmaskings: readonly { at: string; reason: string }[];
  readonly csrf: string;
  readonly notice?: MyDataOutcome | undefined;
  readonly words: Pick<PagePorts, 'day' | 'minute'>;
}

/** Asking is as easy as reading: two buttons, and below them all that is known about the answers. */
export function myDataBody(page: MyDataPage): string {
  const text = MY_DATA_TEXT[page.language];
  return html`<h1>${text.title}</h1>
!${page.notice ? html`<p class="notice ok" role="status">${text.notices[page.notice]}</p>` : ''}
<p>${text.lead}</p>
!${ask(text.exportTitle, text.exportLead, text.askExport, 'EXPORT', page)}
!${ask(text.erasureTitle, text.erasureLead, text.askErasure, 'ERASURE', page)}
<h2>${text.requests}</h2>
!${page.requests.length === 0 ? html`<p class="quiet">${text.noRequests}</p>` : page.requests.map((each) => request(each, page, text)).join('')}
<h2>${text.staff}</h2>
!${unmaskings(page, text)}
<h2>${text.kept}</h2>
!${page.retention.map((rule) => retention(rule, page.language, text)).join('')}`;
}

function ask(title: string, lead: string, button: string, kind: string, { language, csrf }: MyDataPage): string {
  return html`<section class="card"><h2>${title}</h2><p>${lead}</p>
<form method="post" action="/my-data/request?lang=${language}"><input type="hidden" name="csrf" value="${csrf}">
<button class="plain" name="kind" value="${kind}">${button}</button></form></section>`;
}

function request(
  shown: ShownRequest,
  { language, csrf, words, retention: rules }: MyDataPage,
  text: MyDataText,
): string {
  const title = (kind: string) => {
    const rule = rules.find((each) => each.kind === kind);
    return (language === 'zh' ? rule?.titleZh : rule?.titleEn) ?? kind;
  };
  const outcomes = shown.outcomes.map(
    ({ dataKind, outcome, affected }) =>
      html`<li><strong>${title(dataKind)}</strong>: ${text.outcomes[outcome] ?? outcome}, ${text.records(affected)}</li>`,
  );
  return html`<section class="card"><h3>${text.kinds[shown.kind] ?? shown.kind} <span class="badge">${text.states[shown.state] ?? shown.state}</span></h3>
<dl><dt>${text.asked}</dt><dd>!${words.day(language, shown.requestedAt)}</dd>
!${shown.state === 'RECEIVED' ? html`<dt>${text.due}</dt><dd>!${words.day(language, shown.dueAt)}</dd>` : ''}
!${shown.reason === null ? '' : html`<dt>${text.why}</dt><dd>${shown.reason}</dd>`}</dl>
!${outcomes.length === 0 ? '' : html`<ul>!${outcomes.join('')}</ul>`}
!${shown.kind === 'EXPORT' && shown.state === 'DONE' ? html`<p><a href="/my-data/export?request=${shown.id}">${text.download}</a></p>` : ''}
!${shown.state === 'RECEIVED' ? cancel(shown.id, language, csrf, text) : ''}</section>`;
}

function cancel(id: string, language: Language, csrf: string, text: MyDataText): string {
  return html`<form method="post" action="/my-data/cancel?lang=${language}"><input type="hidden" name="csrf" value="${csrf}">
<button class="plain" name="request" value="${id}">${text.cancel}</button></form>`;
}

function unmaskings({ unmaskings: shown, language, words }: MyDataPage, text: MyDataText): string {
  if (shown.length === 0) return html`<p class="quiet">${text.noStaff}</p>`;
  const items = shown.map(({ at, reason }) => html`<li>!${words.minute(language, at)}: ${reason}</li>`);
  return html`<ul>!${items.join('')}</ul>`;
}

function retention(rule: ShownRetention, language: Language, text: MyDataText): string {
  const [title, from, law] =
    language === 'zh' ? [rule.titleZh, rule.fromZh, rule.lawZh] : [rule.titleEn, rule.fromEn, rule.law];
  const keep = language === 'zh' ? inChinese(rule.keep) : rule.keep;
  return html`<section class="card"><p><strong>${title}</strong></p>
<dl><dt>${text.keptFor}</dt><dd>${keep}${text.from}${from}</dd><dt>${text.law}</dt><dd>${law ?? text.ours}</dd></dl></section>`;
}

function inChinese(keep: string): string {
  return keep.replace(/ years?/, ' 年').replace(/ days?/, ' 天');
}
