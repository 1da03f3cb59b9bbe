import type { Language } from './ports.js';

export interface ConnectedAppsText {
  readonly title: string;
  readonly lead: string;
  readonly none: string;
  readonly noneAdvice: string;
  readonly by: string;
  readonly unverified: string;
  readonly may: string;
  readonly used: string;
  readonly unused: string;
  readonly accounts: string;
  readonly noAccounts: string;
  readonly since: string;
  readonly until: string;
  readonly confirmBy: string;
  readonly lastRead: string;
  readonly never: string;
  exactly(count: number): string;
  readonly exactlyNote: string;
  confirm(app: string): string;
  revoke(app: string): string;
  readonly atOnce: string;
  readonly receipts: string;
  readonly messages: string;
  readonly tickets: string;
  readonly signOut: string;
  readonly outcomes: Readonly<Record<Outcome, string>>;
}

/** What the last click came to. */
export type Outcome = 'ENDED' | 'NOT_ENDED' | 'CONFIRMED';

export const CONNECTED_APPS_TEXT: Readonly<Record<Language, ConnectedAppsText>> = {
  en: {
    title: 'Connected apps',
    lead: 'These apps may read your data until the day shown, or until you end it here.',
    none: 'No app is connected to your accounts.',
    noneAdvice: 'When you allow one, it appears here with all it may see and when it last read.',
    by: 'by',
    unverified: 'no verified domain',
    may: 'May see',
    used: 'has read this',
    unused: 'not read so far',
    accounts: 'Accounts',
    noAccounts: 'none',
    since: 'Allowed on',
    until: 'Ends by itself on',
    confirmBy: 'Pauses unless you confirm by',
    lastRead: 'Last read',
    never: 'never',
    exactly: (count) => `Exactly what it read: ${count} ${count === 1 ? 'field' : 'fields'}`,
    exactlyNote: 'By their names in our API, from its latest 200 reads.',
    confirm: (app) => `Keep ${app} connected`,
    revoke: (app) => `End access of ${app}`,
    atOnce: 'Ending it takes effect at once, and the app is told.',
    receipts: 'Every single read, with time and reason',
    messages: 'Which messages you get',
    tickets: 'Your questions to us',
    signOut: 'Sign out',
    outcomes: {
      ENDED: 'Access has ended. The app’s next request will be refused.',
      NOT_ENDED: 'This access had already ended.',
      CONFIRMED: 'Confirmed. The app stays connected as before.',
    },
  },
  zh: {
    title: '已连接的应用',
    lead: '以下应用可以读取您的数据，直到所示日期，或直到您在此终止。',
    none: '目前没有应用连接到您的账户。',
    noneAdvice: '您同意某个应用后，其权限和最近读取时间都会显示在这里。',
    by: '发布方',
    unverified: '域名未经验证',
    may: '可以查看',
    used: '已读取',
    unused: '尚未读取',
    accounts: '账户',
    noAccounts: '无',
    since: '授权日期',
    until: '自动终止日期',
    confirmBy: '须在此日期前再次确认，否则暂停',
    lastRead: '最近读取',
    never: '从未',
    exactly: (count) => `确切读取的内容：${count} 个字段`,
    exactlyNote: '以接口中的字段名列出，取自最近 200 次读取。',
    confirm: (app) => `继续连接“${app}”`,
    revoke: (app) => `终止“${app}”的访问`,
    atOnce: '终止立即生效，并会通知该应用。',
    receipts: '逐条查看每次读取的时间和原因',
    messages: '接收哪些信息',
    tickets: '您的问题',
    signOut: '退出登录',
    outcomes: {
      ENDED: '访问已终止，该应用的下一次请求将被拒绝。',
      NOT_ENDED: '该访问此前已终止。',
      CONFIRMED: '已确认，该应用保持原有连接。',
    },
  },
};
