import { html } from 'ghtml';
import { CONSENT_DAYS } from '../grants/give-consent.js';
import { ICONS } from '../pages/icons.js';
import { monogram } from '../pages/monogram.js';
import { page } from '../pages/page.js';
import { accountFields, durationFields, type FieldContext, scopeFields, type Ticked } from './consent-fields.js';
import type { ConsentOffer } from './consent-offer.js';
import { CONSENT_TEXT, type ConsentText, type Unclear } from './consent-text.js';

export interface ConsentPage {
  readonly offer: ConsentOffer;
  readonly csrf: string;
  /** Path of the form's target and of the language switch. */
  readonly path: string;
  /** Milliseconds; the ends of the offered durations are reckoned from it. */
  readonly now: number;
  /** The persona who is signed in, where another one may take over. */
  readonly signedInAs?: string | undefined;
  /** Why the page is shown again, with what was ticked then. */
  readonly again?: { readonly reason: Unclear; readonly ticked: Ticked } | undefined;
}

/**
 * Sensitive scopes stand apart and are never ticked beforehand (PIPL art. 29: separate consent); nor are accounts
 * when there is a choice. "Allow" and "deny" are the same size and one step each.
 */
export function consentPage({ offer, csrf, path, now, signedInAs, again }: ConsentPage): string {
  const { language, app, appName, returnTo } = offer;
  const text = CONSENT_TEXT[language];
  const title = text.title(appName);
  const fields: FieldContext = { text, ticked: again?.ticked ?? beforehand(offer), unclear: again?.reason };
  return page({
    language,
    title: again ? `${text.problem} · ${title}` : title,
    path,
    body: html`!${again ? problem(again.reason, offer, text) : ''}
!${asker(offer, text)}
!${signedInAs === undefined ? '' : html`<p class="quiet">${text.signedInAs(signedInAs)} <a href="${path}?switch=1&lang=${language}">${text.switchPersona}</a></p>`}
<p>${text.part}</p><p class="quiet">${text.before}</p>
<form method="post" action="${path}/consent?lang=${language}">
<input type="hidden" name="csrf" value="${csrf}">
<input type="hidden" name="text" value="${offer.textHash}">
!${scopeGroups(offer, fields)}
!${accountFields(offer.accounts, fields)}
!${durationFields(language, now, fields)}
!${never(text)}
<div class="actions"><button name="decision" value="allow">${text.allow}</button><button class="plain" name="decision" value="deny">${text.deny}</button></div>
<p class="quiet">${text.revocable}</p><p class="quiet">${text.responsible(app.publisherName)}</p><p class="quiet">${text.returnTo(returnTo)}</p>
</form>`,
  });
}

/** Ticked when the page is first shown: what is not sensitive, and an account only when there is no other. */
function beforehand({ scopes, accounts }: ConsentOffer): Ticked {
  return {
    scopes: scopes.filter(({ sensitive }) => !sensitive).map(({ scope }) => scope),
    accounts: accounts.length === 1 ? accounts.map(({ publicId }) => publicId) : [],
    days: String(CONSENT_DAYS[0]),
  };
}

function asker({ app, appName }: ConsentOffer, text: ConsentText): string {
  const { verifiedDomain, publisherName } = app;
  const trust = verifiedDomain
    ? html`<p><span class="badge good">!${ICONS.verified}${text.verified(verifiedDomain)}</span></p>`
    : html`<p><span class="badge warn">!${ICONS.warning}${text.unverified}</span></p>`;
  return html`<div class="who">!${monogram(appName)}<div>
<h1>${text.title(appName)}</h1><p class="lead">${text.publisher(publisherName)}</p>!${trust}</div></div>
!${verifiedDomain ? '' : html`<p class="notice warn">${text.unverifiedAdvice}</p>`}`;
}

function scopeGroups({ scopes }: ConsentOffer, fields: FieldContext): string {
  const { text } = fields;
  const sensitive = scopes.filter((scope) => scope.sensitive);
  const general = scopes.filter((scope) => !scope.sensitive);
  return (
    scopeFields(sensitive, { id: 'sensitive', legend: text.sensitive, note: text.sensitiveNote }, fields) +
    scopeFields(general, { id: 'scope', legend: text.scopes, note: text.scopesNote }, fields)
  );
}

function never(text: ConsentText): string {
  const items = text.never.map((item) => html`<li>!${ICONS.never}<span>${item}</span></li>`);
  return html`<section class="card" aria-labelledby="never"><h2 id="never">${text.neverTitle}</h2><ul class="never">!${items.join('')}</ul></section>`;
}

/** Says first what is wrong, takes the focus, and leads to the field that mends it. */
function problem(reason: Unclear, { scopes }: ConsentOffer, text: ConsentText): string {
  const target = {
    NOTHING_CHOSEN: scopes.some(({ sensitive }) => sensitive) ? 'sensitive' : 'scope',
    NO_ACCOUNT_CHOSEN: 'account',
    TEXT_CHANGED: 'content',
  }[reason];
  return html`<div class="notice bad" role="alert" tabindex="-1" autofocus><h2>${text.problem}</h2><p><a href="#${target}">${text.notices[reason]}</a></p></div>`;
}
