import { html } from 'ghtml';
import { dataFields, scopesUsed } from './fields-read.js';
import type { Language, PagePorts } from './ports.js';
import { RECEIPTS_TEXT, type ReadCause, type ReceiptsText } from './receipts.text.js';

export interface ShownReceipt {
  readonly at: string;
  readonly appNameEn: string;
  readonly appNameZh: string;
  readonly publisherName: string;
  readonly consentedAt: string | null;
  readonly cause: ReadCause;
  /** Coordinates `Type.field`. */
  readonly fields: readonly string[];
  readonly outcome: string;
  readonly sealedAt: string | null;
}

export interface ReceiptsPage {
  readonly language: Language;
  readonly receipts: readonly ShownReceipt[];
  /** Whether the page begins with the newest. */
  readonly fromNewest: boolean;
  /** Where older ones go on; null at the end. */
  readonly olderCursor: string | null;
  readonly words: Pick<PagePorts, 'day' | 'minute' | 'icons' | 'monogram'>;
}

/** Who read what, when and why (PIPL art. 44, 45): the customer's right to know, answered before it is asked. */
export function receiptsBody(page: ReceiptsPage): string {
  const { language, receipts, fromNewest, olderCursor } = page;
  const text = RECEIPTS_TEXT[language];
  const link = (words: string, query: string) => html`<a href="/receipts?lang=${language}${query}">${words}</a>`;
  const older = olderCursor === null ? '' : link(text.older, `&after=${encodeURIComponent(olderCursor)}`);
  return html`<h1>${text.title}</h1>
!${receipts.length > 0 ? html`<p>${text.lead}</p><p class="quiet">${text.howProved}</p>` : nothing(text, page)}
!${receipts.map((receipt, index) => card(receipt, `read-${index}`, page)).join('')}
<p>!${[older, fromNewest ? '' : link(text.newest, ''), html`<a href="/connected-apps?lang=${language}">${text.apps}</a>`].filter((part) => part !== '').join(' · ')}</p>`;
}

function nothing(text: ReceiptsText, { words, fromNewest }: ReceiptsPage): string {
  if (!fromNewest) return html`<p>${text.noMore}</p>`;
  return html`<div class="card empty">!${words.icons.disconnected}<p class="lead"><strong>${text.none}</strong></p><p class="quiet">${text.noneAdvice}</p></div>`;
}

function card(receipt: ShownReceipt, id: string, { language, words }: ReceiptsPage): string {
  const text = RECEIPTS_TEXT[language];
  const name = language === 'zh' ? receipt.appNameZh : receipt.appNameEn;
  const seal =
    receipt.sealedAt === null
      ? html`<span class="badge">${text.sealing}</span>`
      : html`<span class="badge good">${text.sealed}</span>`;
  const consent = receipt.consentedAt === null ? text.ended : words.day(language, receipt.consentedAt);
  return html`<section class="card" aria-labelledby="${id}">
<div class="who">!${words.monogram(name)}<div><h2 id="${id}">${name} · !${words.minute(language, receipt.at)}</h2>
<p class="quiet">${receipt.publisherName} !${seal}</p></div></div>
!${receipt.outcome === 'OK' ? '' : html`<p class="notice warn">${text.refused} <code>${receipt.outcome}</code></p>`}
<dl>!${receipt.outcome === 'OK' ? html`<dt>${text.what}</dt><dd>!${topics(receipt, text)}</dd>` : ''}
<dt>${text.why}</dt><dd>${text.causes[receipt.cause]}</dd>
<dt>${text.under}</dt><dd>!${consent}</dd></dl>
!${receipt.outcome === 'OK' ? exactly(receipt, text) : ''}</section>`;
}

function topics({ fields }: ShownReceipt, text: ReceiptsText): string {
  const found = [...scopesUsed(fields)].map((scope) => text.topics[scope] ?? scope);
  if (found.length === 0) return text.nothingOfYours;
  return html`<ul>!${found.map((topic) => html`<li>${topic}</li>`).join('')}</ul>`;
}

/** Unfolds without a script. */
function exactly({ fields }: ShownReceipt, text: ReceiptsText): string {
  const names = dataFields(fields);
  if (names.length === 0) return '';
  return html`<details><summary>${text.exactly(names.length)}</summary><p>!${names.map((name) => html`<code>${name}</code>`).join(', ')}</p></details>`;
}
