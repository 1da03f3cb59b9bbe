import { html } from 'ghtml';
import { CONNECTED_APPS_TEXT, type ConnectedAppsText, type Outcome } from './connected-apps.text.js';
import { dataFields, scopesUsed } from './fields-read.js';
import type { Language, PagePorts } from './ports.js';

export interface ConnectedApp {
  readonly grantId: string;
  readonly nameEn: string;
  readonly nameZh: string;
  readonly publisherName: string;
  readonly verifiedDomain: string | null;
  readonly scopes: readonly { scope: string; titleEn: string; titleZh: string; plainEn: string; plainZh: string }[];
  readonly accountIds: readonly string[];
  readonly grantedAt: string;
  readonly expiresAt: string;
  /** Null when the consent runs to its end without. */
  readonly reconfirmBy: string | null;
  readonly lastReadAt: string | null;
  /** Coordinates `Type.field`. */
  readonly fieldsRead: readonly string[];
}

export interface AccountLabel {
  readonly id: string;
  readonly name: string;
  readonly maskedNumber: string;
}

export interface ConnectedAppsPage {
  readonly language: Language;
  readonly apps: readonly ConnectedApp[];
  readonly accounts: readonly AccountLabel[];
  readonly csrf: string;
  readonly outcome?: Outcome | undefined;
  readonly words: Pick<PagePorts, 'day' | 'minute' | 'icons' | 'monogram'>;
}

/** Ending an access is one click away, like giving it was (PIPL art. 15). */
export function connectedAppsBody(page: ConnectedAppsPage): string {
  const { language, apps, csrf, outcome } = page;
  const text = CONNECTED_APPS_TEXT[language];
  return html`<h1>${text.title}</h1>
!${outcome ? html`<p class="notice ok" role="status">${text.outcomes[outcome]}</p>` : ''}
!${apps.length > 0 ? html`<p>${text.lead}</p>` : nothing(text, page)}
!${apps.map((app, index) => card(app, `app-${index}`, page)).join('')}
<p><a href="/receipts?lang=${language}">${text.receipts}</a> · <a href="/messages?lang=${language}">${text.messages}</a> · <a href="/tickets?lang=${language}">${text.tickets}</a></p>
<form method="post" action="/connected-apps/sign-out?lang=${language}"><input type="hidden" name="csrf" value="${csrf}">
<button class="plain">${text.signOut}</button></form>`;
}

function nothing(text: ConnectedAppsText, { words }: ConnectedAppsPage): string {
  return html`<div class="card empty">!${words.icons.disconnected}<p class="lead"><strong>${text.none}</strong></p><p class="quiet">${text.noneAdvice}</p></div>`;
}

function card(app: ConnectedApp, id: string, page: ConnectedAppsPage): string {
  const { language, words } = page;
  const text = CONNECTED_APPS_TEXT[language];
  const name = language === 'zh' ? app.nameZh : app.nameEn;
  return html`<section class="card" aria-labelledby="${id}">
<div class="who">!${words.monogram(name)}<div><h2 id="${id}">${name}</h2>
<p class="quiet">${text.by} ${app.publisherName} !${domain(app, text, words)}</p></div></div>
<dl><dt>${text.lastRead}</dt><dd>!${app.lastReadAt ? words.minute(language, app.lastReadAt) : text.never}</dd>
<dt>${text.until}</dt><dd>!${words.day(language, app.expiresAt)}</dd>
!${app.reconfirmBy === null ? '' : html`<dt>${text.confirmBy}</dt><dd>!${words.day(language, app.reconfirmBy)}</dd>`}
<dt>${text.since}</dt><dd>!${words.day(language, app.grantedAt)}</dd></dl>
!${buttons(app, name, page)}
<dl><dt>${text.accounts}</dt><dd>!${accountList(app, page, text)}</dd>
<dt>${text.may}</dt><dd><ul>!${scopeItems(app, language, text)}</ul></dd></dl>
!${exactly(app, text)}</section>`;
}

function domain(
  { verifiedDomain }: ConnectedApp,
  text: ConnectedAppsText,
  { icons }: Pick<PagePorts, 'icons'>,
): string {
  return verifiedDomain
    ? html`<span class="badge good">!${icons.verified}${verifiedDomain}</span>`
    : html`<span class="badge warn">${text.unverified}</span>`;
}

function accountList(app: ConnectedApp, { accounts }: ConnectedAppsPage, text: ConnectedAppsText): string {
  const visible = accounts.filter(({ id }) => app.accountIds.includes(id));
  if (visible.length === 0) return text.noAccounts;
  return html`<ul>!${visible.map(({ name, maskedNumber }) => html`<li>${name} ${maskedNumber}</li>`).join('')}</ul>`;
}

function scopeItems({ scopes, fieldsRead }: ConnectedApp, language: Language, text: ConnectedAppsText): string {
  const used = scopesUsed(fieldsRead);
  const chinese = language === 'zh';
  const items = scopes.map((scope) => {
    const [title, plain] = chinese ? [scope.titleZh, scope.plainZh] : [scope.titleEn, scope.plainEn];
    const use = used.has(scope.scope) ? text.used : text.unused;
    return html`<li><strong>${title}</strong> <span class="badge">${use}</span><br><span class="quiet">${plain}</span></li>`;
  });
  return items.join('');
}

/** Unfolds without a script. */
function exactly({ fieldsRead }: ConnectedApp, text: ConnectedAppsText): string {
  const fields = dataFields(fieldsRead);
  if (fields.length === 0) return '';
  const names = fields.map((field) => html`<code>${field}</code>`).join(', ');
  return html`<details><summary>${text.exactly(fields.length)}</summary><p class="quiet">${text.exactlyNote}</p><p>!${names}</p></details>`;
}

function buttons({ grantId, reconfirmBy }: ConnectedApp, name: string, { language, csrf }: ConnectedAppsPage): string {
  const text = CONNECTED_APPS_TEXT[language];
  const form = (act: string, button: string) =>
    html`<form method="post" action="/connected-apps/${act}?lang=${language}"><input type="hidden" name="csrf" value="${csrf}">!${button}</form>`;
  const revoke = html`<button class="danger" name="grant" value="${grantId}">${text.revoke(name)}</button>`;
  const confirm = html`<button class="plain" name="grant" value="${grantId}">${text.confirm(name)}</button>`;
  return html`<div class="actions">!${form('revoke', revoke)}!${reconfirmBy === null ? '' : form('confirm', confirm)}</div><p class="quiet">${text.atOnce}</p>`;
}
