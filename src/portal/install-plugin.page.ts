import { html } from 'ghtml';
import { notice, publisher } from './plugins.page.js';
import { PLUGINS_TEXT, type PluginOutcome, type PluginsText, type ShownPrice } from './plugins.text.js';
import type { Language, PagePorts } from './ports.js';

export interface ShownOffer {
  readonly consentHash: string;
  readonly installed: { readonly version: string } | null;
  readonly changes: readonly { readonly text: string; readonly needsConsent: boolean }[];
  readonly scopes: readonly {
    readonly purpose: string;
    readonly titleEn: string;
    readonly titleZh: string;
    readonly plainEn: string;
    readonly plainZh: string;
  }[];
  readonly proposals: readonly string[];
  readonly version: ShownPrice & {
    readonly version: string;
    readonly fieldsRead: readonly string[];
    readonly disclosure: { readonly method: string; readonly dataSource: string };
    readonly tools: readonly { readonly title: string; readonly description: string; readonly disclaimer: string }[];
    readonly plugin: {
      readonly name: string;
      readonly publisherName: string;
      readonly verifiedDomain: string | null;
    };
  };
}

export interface InstallPage {
  readonly language: Language;
  readonly offer: ShownOffer;
  readonly accounts: readonly { readonly id: string; readonly name: string; readonly maskedNumber: string }[];
  readonly csrf: string;
  readonly outcome?: PluginOutcome | undefined;
  readonly words: Pick<PagePorts, 'icons' | 'monogram'>;
}

const DAYS = [90, 180];

/**
 * Everything that the consent covers, on one page: what it may see by scope with the publisher's purpose, exactly which fields,
 * what it may propose, what it costs. No account is ticked beforehand where there is a choice (PIPL art. 29), both answers are one step.
 */
export function installBody(page: InstallPage): string {
  const { language, offer, csrf, outcome, words } = page;
  const text = PLUGINS_TEXT[language];
  const { plugin, version, tools, disclosure } = offer.version;
  const title = offer.installed ? text.updateTitle(plugin.name) : text.asksTitle(plugin.name);
  return html`!${notice(outcome, text)}
<div class="who">!${words.monogram(plugin.name.split('/')[1] ?? plugin.name)}<div><h1>${title}</h1><p class="quiet">!${publisher(plugin, text, words)} · ${text.version} ${version}</p></div></div>
<p>${text.asksLead}</p>
!${changes(offer, text)}
<form method="post" action="/plugins/install?lang=${language}"><input type="hidden" name="csrf" value="${csrf}"><input type="hidden" name="plugin" value="${plugin.name}"><input type="hidden" name="consent" value="${offer.consentHash}">
<section class="card"><h2>${text.tools}</h2><ul>!${tools.map((tool) => html`<li><strong>${tool.title}</strong><br>${tool.description}<br><span class="quiet">${tool.disclaimer}</span></li>`).join('')}</ul><p class="quiet">${text.method}: ${disclosure.method} ${disclosure.dataSource}</p></section>
<section class="card"><h2>${text.rights}</h2><p class="quiet">${text.rightsNote}</p><ul>!${offer.scopes.map((scope) => scopeItem(scope, language, text)).join('')}</ul><p>${text.never}</p></section>
!${exactly(offer, text)}!${proposes(offer, text)}
<section class="card"><h2>${text.price}</h2><p>${text.priceOf(offer.version)}</p></section>
!${accountFields(page, text)}!${durationFields(text)}
<div class="actions"><button name="decision" value="allow">${text.agree}</button><button class="plain" name="decision" value="deny" formnovalidate>${text.refuse}</button></div>
<p class="quiet">${text.revocable}</p></form>`;
}

function changes({ changes: all, installed }: ShownOffer, text: PluginsText): string {
  if (!installed || all.length === 0) return '';
  const items = all.map(({ text: words, needsConsent }) => {
    const shown = text.change(words);
    return needsConsent ? html`<li><strong>${shown}</strong></li>` : html`<li>${shown}</li>`;
  });
  return html`<section class="notice"><h2>${text.changes} (${installed.version} →)</h2><ul>!${items.join('')}</ul></section>`;
}

function scopeItem(scope: ShownOffer['scopes'][number], language: Language, text: PluginsText): string {
  const [title, plain] = language === 'zh' ? [scope.titleZh, scope.plainZh] : [scope.titleEn, scope.plainEn];
  return html`<li><strong>${title}</strong><br>${plain}<br><span class="quiet">${text.purpose} ${scope.purpose}</span></li>`;
}

/** Unfolds without a script. */
function exactly({ version }: ShownOffer, text: PluginsText): string {
  const names = version.fieldsRead.map((field) => html`<code>${field}</code>`).join(', ');
  return html`<section class="card"><details open><summary><strong>${text.reads}</strong> (${version.fieldsRead.length})</summary><p class="quiet">${text.readsNote}</p><p>!${names}</p></details></section>`;
}

function proposes({ proposals }: ShownOffer, text: PluginsText): string {
  if (proposals.length === 0) return '';
  const items = proposals.map((source) => html`<pre>${source}</pre>`).join('');
  return html`<section class="card"><h2>${text.proposes}</h2><p class="quiet">${text.proposesNote}</p>!${items}</section>`;
}

function accountFields({ accounts, outcome }: InstallPage, text: PluginsText): string {
  const only = accounts.length === 1;
  const fields = accounts.map(
    ({ id, name, maskedNumber }, index) =>
      html`<label class="choice" for="account-${index}"><input type="checkbox" name="account" value="${id}" id="account-${index}"!${only ? ' checked' : ''}><span><strong>${name}</strong>${maskedNumber}</span></label>`,
  );
  const wrong = outcome === 'NO_ACCOUNT' ? html`<p class="wrong">${text.outcomes.NO_ACCOUNT}</p>` : '';
  return html`<fieldset><legend>${text.accounts}</legend><p class="quiet">${text.accountsNote}</p>!${wrong}<div class="pair">!${fields.join('')}</div></fieldset>`;
}

function durationFields(text: PluginsText): string {
  const fields = DAYS.map(
    (days, index) =>
      html`<label class="choice" for="days-${index}"><input type="radio" name="days" value="${days}" id="days-${index}"!${index === 0 ? ' checked' : ''}><span><strong>${text.days(days)}</strong></span></label>`,
  );
  return html`<fieldset><legend>${text.duration}</legend><div class="pair">!${fields.join('')}</div></fieldset>`;
}
