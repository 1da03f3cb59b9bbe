import { html } from 'ghtml';
import { CONSENT_DAYS } from '../grants/give-consent.js';
import type { Language } from '../pages/language.js';
import { dayOf } from '../pages/times.js';
import type { OfferedScope } from './consent-offer.js';
import type { ConsentText, Unclear } from './consent-text.js';
import type { OfferedAccount } from './customer-accounts.js';

const DAY_MS = 86_400_000;

/** What a field shows as ticked: beforehand, or as it was sent when the answer has to be given again. */
export interface Ticked {
  readonly scopes: readonly string[];
  readonly accounts: readonly string[];
  readonly days: string;
}

/** What the fields of one page have in common. */
export interface FieldContext {
  readonly text: ConsentText;
  readonly ticked: Ticked;
  readonly unclear: Unclear | undefined;
}

interface Group {
  /** Id of the first field too, where the summary of mistakes leads. */
  readonly id: string;
  readonly legend: string;
  readonly note: string;
  /** What is wrong here, if anything. */
  readonly wrong: string | undefined;
}

export function scopeFields(
  scopes: readonly OfferedScope[],
  group: Omit<Group, 'wrong'>,
  { text, ticked, unclear }: FieldContext,
): string {
  const wrong = unclear === 'NOTHING_CHOSEN' ? text.notices.NOTHING_CHOSEN : undefined;
  const fields = scopes.map(({ scope, title, plain, purpose }, index) =>
    choice(
      { type: 'checkbox', name: 'scope', value: scope, id: idOf(group.id, index), on: ticked.scopes.includes(scope) },
      html`<strong>${title}</strong>${plain}<span class="says">${text.purpose(purpose)}</span>`,
    ),
  );
  return fields.length === 0 ? '' : fieldset({ ...group, wrong }, fields.join(''));
}

export function accountFields(accounts: readonly OfferedAccount[], { text, ticked, unclear }: FieldContext): string {
  const wrong = unclear === 'NO_ACCOUNT_CHOSEN' ? text.notices.NO_ACCOUNT_CHOSEN : undefined;
  const fields = accounts.map(({ publicId, name, maskedNumber, type }, index) =>
    choice(
      {
        type: 'checkbox',
        name: 'account',
        value: publicId,
        id: idOf('account', index),
        on: ticked.accounts.includes(publicId),
      },
      html`<strong>${name}</strong>${maskedNumber} · ${text.accountTypes[type] ?? type}`,
    ),
  );
  const group = { id: 'account', legend: text.accounts, note: text.accountsNote, wrong };
  if (fields.length === 0) return fieldset({ ...group, note: text.noAccounts }, '');
  return fieldset(group, html`<div class="pair">!${fields.join('')}</div>`);
}

export function durationFields(language: Language, now: number, { text, ticked }: FieldContext): string {
  const fields = CONSENT_DAYS.map((days, index) =>
    choice(
      { type: 'radio', name: 'days', value: String(days), id: idOf('days', index), on: ticked.days === String(days) },
      html`<strong>${text.days(days)}</strong>${text.until} !${dayOf(language, now + days * DAY_MS)}`,
    ),
  );
  const group = { id: 'days', legend: text.duration, note: text.durationNote, wrong: undefined };
  return fieldset(group, html`<div class="pair">!${fields.join('')}</div>`);
}

/** The first field of a group bears the group's name. */
function idOf(group: string, index: number): string {
  return index === 0 ? group : `${group}-${index}`;
}

function fieldset({ id, legend, note, wrong }: Group, fields: string): string {
  const described = wrong === undefined ? `${id}-note` : `${id}-note ${id}-wrong`;
  return html`<fieldset aria-describedby="${described}"><legend>${legend}</legend><p class="quiet" id="${id}-note">${note}</p>
!${wrong === undefined ? '' : html`<p class="wrong" id="${id}-wrong">${wrong}</p>`}!${fields}</fieldset>`;
}

interface Control {
  readonly type: 'checkbox' | 'radio';
  readonly name: string;
  readonly value: string;
  readonly id: string;
  readonly on: boolean;
}

function choice({ type, name, value, id, on }: Control, label: string): string {
  return html`<label class="choice"><input type="${type}" id="${id}" name="${name}" value="${value}" !${on ? 'checked' : ''}>
<span>!${label}</span></label>`;
}
