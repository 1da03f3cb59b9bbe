import type { Language } from '../pages/language.js';

export interface ConsentText {
  title(app: string): string;
  signedInAs(name: string): string;
  switchPersona: string;
  publisher: string;
  domain: string;
  unverified: string;
  scopes: string;
  sensitive: string;
  purpose(purpose: string | null): string;
  accounts: string;
  noAccounts: string;
  accountTypes: Readonly<Record<string, string>>;
  duration: string;
  days(days: number): string;
  neverTitle: string;
  never: string;
  allow: string;
  deny: string;
  revocable: string;
  notices: Readonly<Record<'NOTHING_CHOSEN' | 'TEXT_CHANGED', string>>;
}

export const CONSENT_TEXT: Readonly<Record<Language, ConsentText>> = {
  en: {
    title: (app) => `${app} asks to connect to your accounts`,
    signedInAs: (name) => `Signed in as ${name}.`,
    switchPersona: 'Use another customer',
    publisher: 'Published by',
    domain: 'Verified domain',
    unverified: 'not verified',
    scopes: 'What it may do (untick what you don’t want)',
    sensitive: 'Sensitive information (tick to allow each one)',
    purpose: (purpose) =>
      purpose ? `What the app says it is for: “${purpose}”` : 'The app did not say what it is for.',
    accounts: 'Which accounts it may see',
    noAccounts: 'You have no account to share.',
    accountTypes: { CASH: 'Cash account', FUND: 'Fund account', OPTION: 'Option account', PENSION: 'Pension account' },
    duration: 'For how long',
    days: (days) => `${days} days, then it must ask again`,
    neverTitle: 'What it will never get',
    never:
      'Your password, full account numbers, identity card number or mobile number, any account you leave unticked, and any way to move money or place an order without your confirmation on our own page.',
    allow: 'Allow',
    deny: 'Don’t allow',
    revocable: 'You can end this at any time, with one click, on the page “Connected apps”.',
    notices: {
      NOTHING_CHOSEN: 'You ticked nothing. Choose at least one item, or don’t allow the app.',
      TEXT_CHANGED: 'The details of this request have changed. Please read it again before you answer.',
    },
  },
  zh: {
    title: (app) => `“${app}”申请连接您的账户`,
    signedInAs: (name) => `当前登录：${name}。`,
    switchPersona: '切换客户',
    publisher: '发布方',
    domain: '已验证域名',
    unverified: '未验证',
    scopes: '允许该应用（不同意的请取消勾选）',
    sensitive: '敏感个人信息（须逐项勾选同意）',
    purpose: (purpose) => (purpose ? `应用声明的用途：“${purpose}”` : '该应用未说明用途。'),
    accounts: '允许查看的账户',
    noAccounts: '您没有可供共享的账户。',
    accountTypes: { CASH: '资金账户', FUND: '基金账户', OPTION: '期权账户', PENSION: '养老金账户' },
    duration: '授权期限',
    days: (days) => `${days} 天，到期须重新征得您的同意`,
    neverTitle: '该应用永远无法获得',
    never: '您的密码、完整账号、身份证号和手机号，您未勾选的账户；未经您在我们的页面上确认，无法转移资金或下单。',
    allow: '同意授权',
    deny: '不同意',
    revocable: '您可随时在“已连接的应用”页面一键终止授权。',
    notices: {
      NOTHING_CHOSEN: '您没有勾选任何项目。请至少选择一项，或选择“不同意”。',
      TEXT_CHANGED: '此次申请的内容已变更，请重新阅读后再作决定。',
    },
  },
};
