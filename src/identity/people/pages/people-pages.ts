import { html } from 'ghtml';
import type { Language } from '../../pages/language.js';
import type { OpenInvitation } from '../invitations/accept-invitation.js';
import type { Invited } from '../invitations/invite.js';
import { type PersonKind, PUBLISHER_ROLES } from '../roles.js';
import { base32 } from '../second-factor/base32.js';
import { keyUri } from '../second-factor/totp.js';
import type { Membership } from '../signed-in-person.js';
import { alert, field, form } from './form.js';
import { PASSKEY_SCRIPT } from './passkey-script.js';
import { PEOPLE_TEXT } from './people-text.js';

/** What every page of these needs; `base` is the door's path, `/staff` or `/publisher`. */
export interface Frame {
  readonly language: Language;
  readonly kind: PersonKind;
  readonly base: string;
  readonly csrf: string;
}

export interface Content {
  readonly title: string;
  readonly body: string;
}

export function passwordPage(frame: Frame, again?: { email: string }): Content {
  const text = PEOPLE_TEXT[frame.language];
  const title = text.signIn[frame.kind];
  const fields = [
    field({ name: 'email', label: text.email, type: 'email', autocomplete: 'username', value: again?.email }),
    field({ name: 'password', label: text.password, type: 'password', autocomplete: 'current-password' }),
  ].join('');
  const body = form({ action: `${frame.base}/sign-in`, csrf: frame.csrf, body: fields, button: text.next });
  return { title, body: html`<h1>${title}</h1>!${alert(again && text.wrongPassword)}!${body}` };
}

/** @param options.request for the browser's passkey dialogue; left out where the person has none */
export function secondFactorPage(
  frame: Frame,
  options: { request: object | undefined; wrong: 'CODE' | 'PASSKEY' | undefined },
): Content {
  const text = PEOPLE_TEXT[frame.language];
  const wrong = { CODE: text.wrongCode, PASSKEY: text.passkeyFailed };
  const code = field({ name: 'code', label: text.code, autocomplete: 'one-time-code', hint: text.codeHint });
  return {
    title: text.secondFactor,
    body: html`<h1>${text.secondFactor}</h1>!${alert(options.wrong && wrong[options.wrong])}
!${form({ action: `${frame.base}/second-factor`, csrf: frame.csrf, body: code, button: text.next })}
!${options.request ? passkeyForm(frame, { mode: 'get', path: 'passkey', options: options.request, fields: '' }) : ''}`,
  };
}

export function enrolPage(frame: Frame, offered: { secret: Buffer; email: string }, wrong: boolean): Content {
  const text = PEOPLE_TEXT[frame.language];
  const key = base32(offered.secret).match(/.{4}/g)?.join(' ') ?? '';
  const code = field({ name: 'code', label: text.enrolCode, autocomplete: 'one-time-code' });
  return {
    title: text.enrol,
    body: html`<h1>${text.enrol}</h1>!${alert(wrong ? text.wrongCode : undefined)}<p class="lead">${text.enrolLead}</p>
<dl><dt>${text.key}</dt><dd><code>${key}</code><br><a href="${keyUri(offered.secret, offered.email)}">${text.openApp}</a></dd></dl>
!${form({ action: `${frame.base}/second-factor`, csrf: frame.csrf, body: code, button: text.next })}`,
  };
}

export function recoveryCodesPage(frame: Omit<Frame, 'csrf'>, codes: readonly string[]): Content {
  const text = PEOPLE_TEXT[frame.language];
  return {
    title: text.recovery,
    body: html`<h1>${text.recovery}</h1><p class="lead">${text.recoveryLead}</p>
<ul class="card plainlist">!${codes.map((code) => html`<li><code>${code}</code></li>`).join('')}</ul><p><a href="${frame.base}">${text.goOn}</a></p>`,
  };
}

export interface Home {
  readonly name: string;
  readonly email: string;
  readonly roles: readonly string[];
  readonly acts: readonly string[];
  readonly memberships: readonly Membership[];
  readonly creation: object;
  readonly notice?: string | undefined;
}

export function homePage(frame: Frame, home: Home): Content {
  const text = PEOPLE_TEXT[frame.language];
  const title = text.home[frame.kind];
  const { base, csrf } = frame;
  const fields = field({
    name: 'password',
    label: text.ownPassword,
    type: 'password',
    autocomplete: 'current-password',
  });
  const buttons = (['sign-out', 'sign-out-everywhere'] as const).map((path) => {
    const button = path === 'sign-out' ? text.signOut : text.signOutEverywhere;
    return form({ action: `${base}/${path}`, csrf, body: '', button, plain: true });
  });
  const membershipCards = home.memberships.map((membership) => membershipCard(frame, membership));
  return {
    title,
    body: html`<h1>${title}</h1>!${home.notice === undefined ? '' : html`<p class="notice" role="status">${home.notice}</p>`}
<p>${home.name} (${home.email})</p>
!${frame.kind === 'STAFF' ? rolesList(frame.language, home.roles, home.acts) : membershipCards.join('')}
!${passkeyForm(frame, { mode: 'create', path: 'passkeys', options: home.creation, fields })}
!${buttons.join('')}`,
  };
}

export function invitationPage(
  frame: Frame,
  invitation: OpenInvitation,
  token: string,
  refusal?: { message: string; name: string },
): Content {
  const text = PEOPLE_TEXT[frame.language];
  const passwordField = invitation.hasAccount
    ? field({ name: 'password', label: text.ownPassword, type: 'password', autocomplete: 'current-password' })
    : field({ name: 'password', label: text.newPassword, type: 'password', autocomplete: 'new-password' });
  const name = refusal?.name ?? invitation.name ?? '';
  const fields = [
    html`<input type="hidden" name="token" value="${token}">`,
    ...(invitation.hasAccount ? [] : [field({ name: 'name', label: text.name, autocomplete: 'name', value: name })]),
    passwordField,
  ].join('');
  const role = [invitation.role, invitation.publisherName].filter((part) => part !== null).join(', ');
  return {
    title: text.invitation,
    body: html`<h1>${text.invitation}</h1>!${alert(refusal && `${text.refused} ${refusal.message}`)}
<dl><dt>${text.invitedTo}</dt><dd>${role}</dd><dt>${text.email}</dt><dd>${invitation.email}</dd></dl>
!${form({ action: `${frame.base}/invitation`, csrf: frame.csrf, body: fields, button: text.accept })}`,
  };
}

/** The link is text, not a link: following it here would use the invitation in the wrong browser. */
export function invitedPage(frame: Omit<Frame, 'csrf'>, invited: Invited, link: string): Content {
  const text = PEOPLE_TEXT[frame.language];
  return {
    title: text.invited,
    body: html`<h1>${text.invited}</h1><p class="lead">${text.invitedLead}</p><p class="card"><code>${link}</code></p>
<dl><dt>${text.until}</dt><dd><time datetime="${invited.expiresAt.toISOString()}">${invited.expiresAt.toISOString().slice(0, 16).replace('T', ' ')} UTC</time></dd></dl>
<p><a href="${frame.base}">${text.home[frame.kind]}</a></p>`,
  };
}

function rolesList(language: Language, roles: readonly string[], acts: readonly string[]): string {
  const text = PEOPLE_TEXT[language];
  return html`<dl><dt>${text.roles}</dt><dd>${roles.join(', ') || text.none}</dd><dt>${text.acts}</dt><dd>${acts.join(', ') || text.none}</dd></dl>`;
}

function membershipCard(frame: Frame, { publisherId, name, role, acts }: Membership): string {
  const text = PEOPLE_TEXT[frame.language];
  const options = Object.keys(PUBLISHER_ROLES).map((known) => html`<option>${known}</option>`);
  const [emailId, roleId] = [`email-${publisherId}`, `role-${publisherId}`];
  const fields = html`<input type="hidden" name="publisher" value="${publisherId}">!${field({ name: 'email', id: emailId, label: text.email, type: 'email' })}
<p class="field"><label for="${roleId}">${text.role}</label><select id="${roleId}" name="role">!${options.join('')}</select></p>`;
  const { base, csrf } = frame;
  const invite = form({ action: `${base}/invitations`, csrf, body: fields, button: text.inviteSend });
  return html`<section class="card"><h2>${name}</h2>!${rolesList(frame.language, [role], [...acts])}
!${acts.has('members:invite') ? html`<h3>${text.invite}</h3>!${invite}` : ''}</section>`;
}

function passkeyForm(
  frame: Frame,
  about: { mode: 'get' | 'create'; path: string; options: object; fields: string },
): string {
  const text = PEOPLE_TEXT[frame.language];
  const button = about.mode === 'get' ? text.passkey : text.addPasskey;
  return html`<form method="post" action="${frame.base}/${about.path}" data-passkey="${about.mode}" data-options="${JSON.stringify(about.options)}">
<input type="hidden" name="csrf" value="${frame.csrf}"><input type="hidden" name="response" value="">
<p class="notice bad" role="alert" hidden>${text.passkeyFailed}</p>!${about.fields}
<div class="actions"><button class="plain">${button}</button></div></form><script>!${PASSKEY_SCRIPT}</script>`;
}
