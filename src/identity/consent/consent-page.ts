import { html } from 'ghtml';
import { CONSENT_DAYS } from '../grants/give-consent.js';
import { page } from '../pages/page.js';
import type { ConsentOffer, OfferedScope } from './consent-offer.js';
import { CONSENT_TEXT, type ConsentText } from './consent-text.js';
import type { OfferedAccount } from './customer-accounts.js';

export interface ConsentPage {
  readonly offer: ConsentOffer;
  readonly csrf: string;
  /** Path of the form's target and of the language switch. */
  readonly path: string;
  /** The persona who is signed in, where another one may take over. */
  readonly signedInAs?: string | undefined;
  readonly notice?: 'NOTHING_CHOSEN' | 'TEXT_CHANGED' | undefined;
}

/**
 * Sensitive scopes stand apart and are never ticked beforehand (PIPL art. 29: separate consent); nor are accounts
 * when there is a choice. "Allow" and "deny" are the same size and one step each.
 */
export function consentPage({ offer, csrf, path, signedInAs, notice }: ConsentPage): string {
  const { language, app, appName } = offer;
  const text = CONSENT_TEXT[language];
  const plain = offer.scopes.filter((scope) => !scope.sensitive);
  const sensitive = offer.scopes.filter((scope) => scope.sensitive);
  return page({
    language,
    title: text.title(appName),
    path,
    body: html`<h1>${text.title(appName)}</h1>
!${notice ? html`<p class="notice" role="alert">${text.notices[notice]}</p>` : ''}
!${signedInAs === undefined ? '' : html`<p class="quiet">${text.signedInAs(signedInAs)} <a href="${path}?switch=1&lang=${language}">${text.switchPersona}</a></p>`}
<dl><dt>${text.publisher}</dt><dd>${app.publisherName}</dd>
<dt>${text.domain}</dt><dd>${app.verifiedDomain ?? text.unverified}</dd></dl>
<form method="post" action="${path}/consent?lang=${language}">
<input type="hidden" name="csrf" value="${csrf}">
<input type="hidden" name="text" value="${offer.textHash}">
!${scopeFields(plain, text, text.scopes, true)}
!${scopeFields(sensitive, text, text.sensitive, false)}
!${accountFields(offer.accounts, text)}
!${durationFields(text)}
<section class="card"><h2>${text.neverTitle}</h2><p class="quiet">${text.never}</p></section>
<div class="actions"><button name="decision" value="allow">${text.allow}</button><button class="plain" name="decision" value="deny">${text.deny}</button></div>
<p class="quiet">${text.revocable}</p>
</form>`,
  });
}

function scopeFields(scopes: readonly OfferedScope[], text: ConsentText, legend: string, ticked: boolean): string {
  if (scopes.length === 0) return '';
  return html`<fieldset><legend>${legend}</legend>!${scopes.map((scope) => scopeField(scope, text, ticked)).join('')}</fieldset>`;
}

function scopeField({ scope, title, plain, purpose }: OfferedScope, text: ConsentText, ticked: boolean): string {
  return html`<label class="choice"><input type="checkbox" name="scope" value="${scope}" !${ticked ? 'checked' : ''}>
<span><strong>${title}</strong>${plain}<br><span class="quiet">${text.purpose(purpose)}</span></span></label>`;
}

function accountFields(accounts: readonly OfferedAccount[], text: ConsentText): string {
  const only = accounts.length === 1;
  const fields = accounts.map(
    ({
      publicId,
      name,
      maskedNumber,
      type,
    }) => html`<label class="choice"><input type="checkbox" name="account" value="${publicId}" !${only ? 'checked' : ''}>
<span><strong>${name}</strong>${maskedNumber} · ${text.accountTypes[type] ?? type}</span></label>`,
  );
  return html`<fieldset><legend>${text.accounts}</legend>!${fields.length > 0 ? fields.join('') : html`<p>${text.noAccounts}</p>`}</fieldset>`;
}

function durationFields(text: ConsentText): string {
  const fields = CONSENT_DAYS.map(
    (
      days,
      index,
    ) => html`<label class="choice"><input type="radio" name="days" value="${String(days)}" !${index === 0 ? 'checked' : ''}>
<span>${text.days(days)}</span></label>`,
  );
  return html`<fieldset><legend>${text.duration}</legend>!${fields.join('')}</fieldset>`;
}
