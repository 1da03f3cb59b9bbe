import { html } from 'ghtml';
import type { Language } from './ports.js';

export interface ConnectedApp {
  readonly grantId: string;
  readonly nameEn: string;
  readonly nameZh: string;
  readonly publisherName: string;
  readonly verifiedDomain: string | null;
  readonly scopes: readonly { titleEn: string; titleZh: string; plainEn: string; plainZh: string }[];
  readonly accountIds: readonly string[];
  readonly grantedAt: string;
  readonly expiresAt: string;
  readonly lastReadAt: string | null;
}

export interface AccountLabel {
  readonly id: string;
  readonly name: string;
  readonly maskedNumber: string;
}

export const CONNECTED_APPS_TITLE: Readonly<Record<Language, string>> = { en: 'Connected apps', zh: '已连接的应用' };

const TEXT = {
  en: {
    none: 'No app is connected to your accounts.',
    publisher: 'Published by',
    scopes: 'May do',
    accounts: 'May see',
    noAccounts: 'no account',
    since: 'Allowed on',
    until: 'Ends on',
    lastRead: 'Last read',
    never: 'never',
    revoke: (app: string) => `End access of ${app}`,
    signOut: 'Sign out',
    ENDED: 'Access has ended. The app’s next request will be refused.',
    NOT_ENDED: 'This access had already ended.',
  },
  zh: {
    none: '目前没有应用连接到您的账户。',
    publisher: '发布方',
    scopes: '权限',
    accounts: '可见账户',
    noAccounts: '无',
    since: '授权时间',
    until: '到期时间',
    lastRead: '最近读取',
    never: '从未',
    revoke: (app: string) => `终止“${app}”的访问`,
    signOut: '退出登录',
    ENDED: '访问已终止，该应用的下一次请求将被拒绝。',
    NOT_ENDED: '该访问此前已终止。',
  },
} as const;

type Words = (typeof TEXT)[Language];

export interface ConnectedAppsPage {
  readonly language: Language;
  readonly apps: readonly ConnectedApp[];
  readonly accounts: readonly AccountLabel[];
  readonly csrf: string;
  readonly outcome?: 'ENDED' | 'NOT_ENDED' | undefined;
}

/** Ending an access is one click away, like giving it was (PIPL art. 15). */
export function connectedAppsBody({ language, apps, accounts, csrf, outcome }: ConnectedAppsPage): string {
  const text = TEXT[language];
  const cards = apps.map((app) => card(app, { language, text, accounts, csrf }));
  return html`<h1>${CONNECTED_APPS_TITLE[language]}</h1>
!${outcome ? html`<p class="notice" role="status">${text[outcome]}</p>` : ''}
!${cards.length > 0 ? cards.join('') : html`<p>${text.none}</p>`}
<form method="post" action="/connected-apps/sign-out?lang=${language}"><input type="hidden" name="csrf" value="${csrf}">
<button class="plain">${text.signOut}</button></form>`;
}

function card(
  app: ConnectedApp,
  about: { language: Language; text: Words; accounts: readonly AccountLabel[]; csrf: string },
): string {
  const { language, text, accounts, csrf } = about;
  const chinese = language === 'zh';
  const name = chinese ? app.nameZh : app.nameEn;
  const scopes = app.scopes.map(
    (scope) =>
      html`<li><strong>${chinese ? scope.titleZh : scope.titleEn}</strong> – ${chinese ? scope.plainZh : scope.plainEn}</li>`,
  );
  const visible = accounts
    .filter(({ id }) => app.accountIds.includes(id))
    .map((account) => `${account.name} ${account.maskedNumber}`);
  return html`<section class="card"><h2>${name}</h2>
<dl><dt>${text.publisher}</dt><dd>${app.publisherName} !${app.verifiedDomain ? html`(${app.verifiedDomain})` : ''}</dd>
<dt>${text.scopes}</dt><dd><ul>!${scopes.join('')}</ul></dd>
<dt>${text.accounts}</dt><dd>${visible.join(', ') || text.noAccounts}</dd>
<dt>${text.since}</dt><dd>!${time(app.grantedAt)}</dd>
<dt>${text.until}</dt><dd>!${time(app.expiresAt)}</dd>
<dt>${text.lastRead}</dt><dd>!${app.lastReadAt ? time(app.lastReadAt) : text.never}</dd></dl>
<form method="post" action="/connected-apps/revoke?lang=${language}"><input type="hidden" name="csrf" value="${csrf}">
<button class="danger" name="grant" value="${app.grantId}">${text.revoke(name)}</button></form></section>`;
}

/** In UTC and said so: the page knows no zone of the customer, and a wrong hour is worse than a foreign one. */
function time(instant: string): string {
  return html`<time datetime="${instant}">${instant.slice(0, 16).replace('T', ' ')} UTC</time>`;
}
