import { html } from 'ghtml';
import { PLUGINS_TEXT, type PluginOutcome, type PluginsText, type ShownPrice } from './plugins.text.js';
import type { Language, PagePorts } from './ports.js';

export interface InstalledPlugin {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly installedAt: string;
  readonly expiresAt: string;
}

export interface WaitingProposal {
  readonly id: string;
  readonly reason: string;
  readonly document: string;
  readonly variables: unknown;
  readonly expiresAt: string;
  readonly run: { readonly plugin: string } | null;
}

export interface ListedPlugin {
  readonly name: string;
  readonly publisherName: string;
  readonly verifiedDomain: string | null;
  readonly installs: number;
  readonly ratingAverage: string | null;
  readonly offered: (ShownPrice & { readonly tools: readonly { title: string; description: string }[] }) | null;
}

export interface PluginsPage {
  readonly language: Language;
  readonly installed: readonly InstalledPlugin[];
  /** Names of installed plugins with a version that the consent does not cover. */
  readonly updates: ReadonlySet<string>;
  readonly proposals: readonly WaitingProposal[];
  readonly listed: readonly ListedPlugin[];
  readonly search: string;
  readonly csrf: string;
  readonly outcome?: PluginOutcome | undefined;
  readonly words: Pick<PagePorts, 'day' | 'minute' | 'icons' | 'monogram'>;
}

/** The brokerage's own plugins. */
const OWN_NAMESPACE = '@openfolio/';

const GOOD: readonly PluginOutcome[] = ['INSTALLED', 'REMOVED', 'DECLINED', 'EXECUTED', 'RATED'];

/** What waits for the customer first, then what is installed, then what could be. */
export function pluginsBody(page: PluginsPage): string {
  const { language, installed, proposals, outcome } = page;
  const text = PLUGINS_TEXT[language];
  return html`<h1>${text.title}</h1><p>${text.lead}</p>
!${notice(outcome, text)}
!${proposals.length > 0 ? html`<h2>${text.proposals}</h2><p class="quiet">${text.proposalsNote}</p>` : ''}
!${proposals.map((proposal) => proposalCard(proposal, page, text)).join('')}
<h2>${text.mine}</h2>
!${installed.length === 0 ? html`<p class="quiet">${text.none}</p>` : ''}!${installed.map((plugin) => installedCard(plugin, page, text)).join('')}
!${catalogue(page, text)}
<p><a href="/connected-apps?lang=${language}">${text.apps}</a></p>`;
}

export function notice(outcome: PluginOutcome | undefined, text: PluginsText): string {
  if (!outcome) return '';
  return html`<p class="notice ${GOOD.includes(outcome) ? 'ok' : 'warn'}" role="status">${text.outcomes[outcome]}</p>`;
}

function form(act: string, { language, csrf }: PluginsPage, inner: string): string {
  return html`<form method="post" action="/plugins/${act}?lang=${language}"><input type="hidden" name="csrf" value="${csrf}">!${inner}</form>`;
}

function proposalCard(proposal: WaitingProposal, page: PluginsPage, text: PluginsText): string {
  const { id, reason, document, variables, expiresAt, run } = proposal;
  const { language, words } = page;
  return html`<section class="card"><h2>${reason}</h2><p class="quiet">${text.by} ${run?.plugin ?? ''} · ${text.until} !${words.day(language, expiresAt)}</p>
<details><summary><code>${/\bmutation\s+(\w+)/.exec(document)?.[1] ?? 'mutation'}</code></summary><pre>${document}</pre><pre>${JSON.stringify(variables, null, 2)}</pre></details>
<div class="actions">!${form('confirm', page, html`<button name="id" value="${id}">${text.confirm}</button>`)}!${form('decline', page, html`<button class="plain" name="id" value="${id}">${text.decline}</button>`)}</div></section>`;
}

function installedCard(plugin: InstalledPlugin, page: PluginsPage, text: PluginsText): string {
  const { id, name, version, installedAt, expiresAt } = plugin;
  const { language, words, updates } = page;
  const update = html`<p class="notice">${text.updateNote} <a href="${installLink(name, language)}">${text.update}</a></p>`;
  const stars = [0, 5, 4, 3, 2, 1]
    .map((count) => html`<option value="${count}">${count === 0 ? '–' : '★'.repeat(count)}</option>`)
    .join('');
  return html`<section class="card"><div class="who">!${words.monogram(name.split('/')[1] ?? name)}<div><h2>${name}</h2><p class="quiet">${text.version} ${version}</p></div></div>
!${updates.has(name) ? update : ''}
<p><a href="/plugins/run?plugin=${encodeURIComponent(name)}&lang=${language}">${text.run}</a></p>
<dl><dt>${text.since}</dt><dd>!${words.day(language, installedAt)}</dd><dt>${text.until}</dt><dd>!${words.day(language, expiresAt)}</dd></dl>
!${form('rate', page, html`<input type="hidden" name="name" value="${name}"><div class="field"><label for="stars-${id}">${text.rate}</label><select id="stars-${id}" name="stars">!${stars}</select></div><div class="actions"><button class="plain">${text.rateGo}</button></div>`)}
!${form('uninstall', page, html`<div class="actions"><button class="danger" name="id" value="${id}">${text.remove(name)}</button></div>`)}</section>`;
}

function catalogue(page: PluginsPage, text: PluginsText): string {
  const { language, listed, search } = page;
  return html`<h2>${text.catalogue}</h2>
<form method="get" action="/plugins"><input type="hidden" name="lang" value="${language}"><div class="field"><label for="search">${text.search}</label><input id="search" name="search" value="${search}" maxlength="100"></div><div class="actions"><button class="plain">${text.searchGo}</button></div></form>
!${listed.length === 0 ? html`<p class="quiet">${text.nothingFound}</p>` : ''}!${listed.map((plugin) => listedCard(plugin, page, text)).join('')}`;
}

function listedCard(plugin: ListedPlugin, { language, words }: PluginsPage, text: PluginsText): string {
  const { name, installs, ratingAverage, offered } = plugin;
  const tools = offered?.tools ?? [];
  return html`<section class="card"><div class="who">!${words.monogram(name.split('/')[1] ?? name)}<div><h2>${name}</h2><p class="quiet">!${publisher(plugin, text, words)}</p></div></div>
<ul>!${tools.map(({ title, description }) => html`<li><strong>${title}</strong><br><span class="quiet">${description}</span></li>`).join('')}</ul>
<dl><dt>${text.price}</dt><dd>${offered ? text.priceOf(offered) : ''}</dd><dt>${text.installs}</dt><dd>${installs}</dd><dt>${text.rating}</dt><dd>${ratingAverage ?? '–'}</dd></dl>
<p><a href="${installLink(name, language)}">${text.install}</a></p></section>`;
}

export function publisher(
  { name, publisherName, verifiedDomain }: Pick<ListedPlugin, 'name' | 'publisherName' | 'verifiedDomain'>,
  text: PluginsText,
  { icons }: Pick<PagePorts, 'icons'>,
): string {
  // Names begin with the publisher's slug, and this one is nobody else's.
  if (name.startsWith(OWN_NAMESPACE)) return html`<span class="badge good">!${icons.verified}${text.own}</span>`;
  const domain = verifiedDomain
    ? html`<span class="badge good">!${icons.verified}${verifiedDomain}</span>`
    : html`<span class="badge warn">${text.unverified}</span>`;
  return html`${text.by} ${publisherName} !${domain}`;
}

function installLink(name: string, language: Language): string {
  return `/plugins/install?plugin=${encodeURIComponent(name)}&lang=${language}`;
}
