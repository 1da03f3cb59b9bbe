import { html } from 'ghtml';
import type { Language, PlatformFacts } from './ports.js';
import { AUDIENCES, PLACES, START_TEXT } from './start.text.js';

/** What this is and where to go from here. Shows nobody’s data and needs no session. */
export function startBody(language: Language, { mode, publicUrl }: PlatformFacts): string {
  const text = START_TEXT[language];
  const { badge, says } = text.modes[mode];
  return html`<p><span class="badge ${mode === 'live' ? 'good' : 'warn'}">${badge}</span></p><h1>${text.title}</h1>
<p class="lead">${text.lead}</p><p>${says}</p>
<dl><dt>${text.endpoint}</dt><dd><code>${publicUrl}/graphql</code></dd></dl>
!${mode === 'sandbox' ? html`<p>${text.firstQuery}</p><pre><code>${firstQuery(publicUrl)}</code></pre>` : ''}
<p class="quiet">${text.guides}</p>
!${Object.entries(AUDIENCES)
    .map(([audience, name]) => placesOf(audience, name[language], language))
    .join('')}`;
}

/** For programs: the same places under stable names, as absolute addresses. */
export function startAnswer({ mode, publicUrl }: PlatformFacts): Record<string, unknown> {
  const links = Object.fromEntries(PLACES.map(({ key, path }) => [key, publicUrl + path]));
  return { name: 'Openfolio', mode, links: { graphql: `${publicUrl}/graphql`, ...links } };
}

function placesOf(audience: string, name: string, language: Language): string {
  const links = PLACES.filter((place) => place.audience === audience).map(
    (place) => html`<li><a href="${place.path}">${place[language]}</a></li>`,
  );
  return html`<section class="card" aria-labelledby="${audience}"><h2 id="${audience}">${name}</h2><ul class="links">!${links.join('')}</ul></section>`;
}

function firstQuery(publicUrl: string): string {
  return `npm run -s openfolio -- query '{ accounts(first: 3) { edges { node { name } } } }' --url ${publicUrl}`;
}
