import type { Language } from '../pages/language.js';

/** Why a consent is asked for again instead of being taken. */
export type Unclear = 'NOTHING_CHOSEN' | 'NO_ACCOUNT_CHOSEN' | 'TEXT_CHANGED';

export interface ConsentText {
  title(app: string): string;
  publisher(name: string): string;
  verified(domain: string): string;
  readonly unverified: string;
  readonly unverifiedAdvice: string;
  signedInAs(name: string): string;
  readonly switchPersona: string;
  readonly part: string;
  readonly before: string;
  readonly scopes: string;
  readonly scopesNote: string;
  readonly sensitive: string;
  readonly sensitiveNote: string;
  purpose(purpose: string | null): string;
  readonly accounts: string;
  readonly accountsNote: string;
  readonly noAccounts: string;
  readonly accountTypes: Readonly<Record<string, string>>;
  readonly duration: string;
  readonly durationNote: string;
  days(days: number): string;
  readonly until: string;
  readonly neverTitle: string;
  readonly never: readonly string[];
  readonly allow: string;
  readonly deny: string;
  readonly revocable: string;
  responsible(publisher: string): string;
  returnTo(host: string): string;
  readonly problem: string;
  readonly notices: Readonly<Record<Unclear, string>>;
}

export const CONSENT_TEXT: Readonly<Record<Language, ConsentText>> = {
  en: {
    title: (app) => `Choose what ${app} may see`,
    publisher: (name) => `An app by ${name}. It can read only what you allow here.`,
    verified: (domain) => `Owns the domain ${domain}`,
    unverified: 'No verified domain',
    unverifiedAdvice:
      'We haven’t verified a web domain of this publisher. Go on only if you came here from an app that you know.',
    signedInAs: (name) => `Signed in as ${name}.`,
    switchPersona: 'Use another customer',
    part: 'You may allow only a part. The app learns which items you left out, and may ask you for them again.',
    before: 'If you allowed this app before, what you tick now replaces it; “Don’t allow” leaves it as it is.',
    scopes: 'General information',
    scopesNote: 'Ticked beforehand, because it says nothing sensitive about you. Untick what you don’t want.',
    sensitive: 'Sensitive information',
    sensitiveNote:
      'In the wrong hands it could be used to harm you or your money. Nothing is ticked beforehand: tick each item that you agree to.',
    purpose: (purpose) => (purpose ? `The app’s reason: “${purpose}”` : 'The app gave no reason.'),
    accounts: 'Accounts it may see',
    accountsNote: 'It never learns that the others exist.',
    noAccounts: 'You have no account to share.',
    accountTypes: { CASH: 'Cash account', FUND: 'Fund account', OPTION: 'Option account', PENSION: 'Pension account' },
    duration: 'For how long',
    durationNote: 'Then access ends by itself. If you choose 180 days, it pauses after 90 unless you confirm it.',
    days: (days) => `${days} days`,
    until: 'until',
    neverTitle: 'What it will never get',
    never: [
      'your password',
      'your full account numbers',
      'the numbers of your identity card, bank card or mobile phone',
      'anything about accounts that you leave unticked',
      'the power to move money or place an order: that takes your confirmation on our own page, each time',
    ],
    allow: 'Allow what I ticked',
    deny: 'Don’t allow',
    revocable: 'You can end this at any time with one click on our page “Connected apps”.',
    responsible: (publisher) => `${publisher} answers for what happens to the data once the app has read it.`,
    returnTo: (host) => `Whatever you choose, you then go back to ${host}.`,
    problem: 'Please check your answer',
    notices: {
      NOTHING_CHOSEN: 'You ticked no information. Tick at least one item, or choose “Don’t allow”.',
      NO_ACCOUNT_CHOSEN: 'You ticked information about accounts, but no account. Tick at least one account.',
      TEXT_CHANGED:
        'The details of this request changed after you opened it. Please read it again before you answer; nothing was allowed.',
    },
  },
  zh: {
    title: (app) => `由您决定“${app}”可以查看什么`,
    publisher: (name) => `该应用由 ${name} 发布，只能读取您在此同意的内容。`,
    verified: (domain) => `已验证其拥有域名 ${domain}`,
    unverified: '域名未经验证',
    unverifiedAdvice: '我们尚未验证该发布方的网站域名。仅当您是从自己熟悉的应用来到本页时，才请继续。',
    signedInAs: (name) => `当前登录：${name}。`,
    switchPersona: '切换客户',
    part: '您可以只同意一部分。应用会知道哪些内容未获同意，今后可能再次向您申请。',
    before: '如果您此前同意过该应用，本次勾选的内容将取代原有授权；选择“不同意”则原有授权不变。',
    scopes: '一般信息',
    scopesNote: '不涉及您的敏感信息，已预先勾选；不同意的请取消勾选。',
    sensitive: '敏感个人信息',
    sensitiveNote: '一旦泄露或被滥用，可能危害您的人身或财产安全。均未预先勾选，请逐项勾选您同意提供的内容。',
    purpose: (purpose) => (purpose ? `应用说明的用途：“${purpose}”` : '该应用未说明用途。'),
    accounts: '允许查看的账户',
    accountsNote: '未勾选的账户，应用无从知晓其存在。',
    noAccounts: '您没有可供共享的账户。',
    accountTypes: { CASH: '资金账户', FUND: '基金账户', OPTION: '期权账户', PENSION: '养老金账户' },
    duration: '授权期限',
    durationNote: '到期自动终止。若选择 180 天，满 90 天时须由您再次确认，否则暂停。',
    days: (days) => `${days} 天`,
    until: '至',
    neverTitle: '该应用永远无法获得',
    never: [
      '您的密码',
      '您的完整账号',
      '您的身份证号、银行卡号和手机号',
      '您未勾选账户的任何信息',
      '转移资金或下单的权力：每一次都须由您在我们的页面上确认',
    ],
    allow: '同意已勾选的内容',
    deny: '不同意',
    revocable: '您可随时在我们的“已连接的应用”页面一键终止授权。',
    responsible: (publisher) => `数据被应用读取后，由 ${publisher} 负责其处理和安全。`,
    returnTo: (host) => `无论您如何选择，随后都将返回 ${host}。`,
    problem: '请检查您的选择',
    notices: {
      NOTHING_CHOSEN: '您没有勾选任何信息。请至少勾选一项，或选择“不同意”。',
      NO_ACCOUNT_CHOSEN: '您勾选了账户相关的信息，但没有勾选账户。请至少勾选一个账户。',
      TEXT_CHANGED: '您打开本页后，此次申请的内容发生了变更。请重新阅读后再作决定；目前没有授予任何权限。',
    },
  },
};
