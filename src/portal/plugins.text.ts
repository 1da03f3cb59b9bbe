import type { Language } from './ports.js';

export type PluginOutcome =
  | 'INSTALLED'
  | 'REMOVED'
  | 'DECLINED'
  | 'EXECUTED'
  | 'FAILED'
  | 'RATED'
  | 'STALE'
  | 'NO_ACCOUNT'
  | 'NOT_RATED'
  | 'NOT_DONE';

export interface PluginsText {
  readonly title: string;
  readonly lead: string;
  readonly none: string;
  readonly mine: string;
  readonly proposals: string;
  readonly proposalsNote: string;
  readonly confirm: string;
  readonly decline: string;
  readonly catalogue: string;
  readonly search: string;
  readonly searchGo: string;
  readonly nothingFound: string;
  readonly install: string;
  readonly run: string;
  readonly update: string;
  readonly updateNote: string;
  remove(name: string): string;
  readonly since: string;
  readonly until: string;
  readonly version: string;
  readonly rate: string;
  readonly rateGo: string;
  readonly rating: string;
  readonly installs: string;
  readonly by: string;
  readonly unverified: string;
  /** Of a plugin that comes with the platform. */
  readonly own: string;
  readonly asksTitle: (name: string) => string;
  readonly updateTitle: (name: string) => string;
  readonly asksLead: string;
  readonly changes: string;
  readonly tools: string;
  readonly rights: string;
  readonly rightsNote: string;
  readonly purpose: string;
  readonly reads: string;
  readonly readsNote: string;
  readonly proposes: string;
  readonly proposesNote: string;
  readonly accounts: string;
  readonly accountsNote: string;
  readonly duration: string;
  days(count: number): string;
  readonly price: string;
  readonly never: string;
  readonly agree: string;
  readonly refuse: string;
  readonly revocable: string;
  readonly method: string;
  readonly apps: string;
  readonly gone: string;
  readonly outcomes: Readonly<Record<PluginOutcome, string>>;
  priceOf(price: ShownPrice): string;
  /** A change in the words of the registry, for the customer. */
  change(text: string): string;
}

export interface ShownPrice {
  readonly priceModel: string;
  readonly priceAmount: string | null;
  readonly priceCurrency: string | null;
  readonly freeRuns: number;
}

const EN: PluginsText = {
  title: 'Plugins',
  lead: 'Plugins compute with your data inside the brokerage. They can send nothing anywhere, and change nothing unless you confirm it here.',
  none: 'You have no plugin installed.',
  mine: 'Your plugins',
  proposals: 'Waiting for your decision',
  proposalsNote: 'A plugin proposes this. Nothing happens before you confirm it.',
  confirm: 'Confirm',
  decline: 'Decline',
  catalogue: 'All plugins',
  search: 'Search by name or purpose',
  searchGo: 'Search',
  nothingFound: 'No plugin has these words.',
  install: 'See what it asks for',
  run: 'Run it',
  update: 'See the update',
  updateNote: 'A new version asks for something else than what you allowed. Yours runs on until you agree.',
  remove: (name) => `Remove ${name}`,
  since: 'Allowed on',
  until: 'Ends by itself on',
  version: 'Version',
  rate: 'Your rating',
  rateGo: 'Rate',
  rating: 'Rating',
  installs: 'Installed by',
  by: 'by',
  unverified: 'no verified domain',
  own: 'by the brokerage itself',
  asksTitle: (name) => `Install ${name}?`,
  updateTitle: (name) => `Update ${name}?`,
  asksLead: 'Read what it would see. It is all or nothing; you choose the accounts.',
  changes: 'What changes',
  tools: 'What it does',
  rights: 'What it may see or do',
  rightsNote: 'In our words, and below each the reason that its publisher gives.',
  purpose: 'Why:',
  reads: 'Exactly what it reads',
  readsNote: 'Found out from its documents, not from what its publisher says. By their names in our API.',
  proposes: 'What it may propose',
  proposesNote: 'Each proposal waits on this site until you confirm it.',
  accounts: 'Accounts that it may see',
  accountsNote: 'Choose at least one.',
  duration: 'How long',
  days: (count) => `${count} days`,
  price: 'Price',
  never: 'It never gets a password, a token or a network: it can neither trade nor send your data anywhere.',
  agree: 'Install with these rights',
  refuse: 'No, thank you',
  revocable: 'You can remove it at any time; that takes effect at once.',
  method: 'How it computes',
  apps: 'Connected apps',
  gone: 'This plugin is not offered to you at the moment. New versions come to customers step by step: try again in a few days.',
  outcomes: {
    INSTALLED: 'Installed with the rights shown.',
    REMOVED: 'Removed. No run of it begins any more.',
    DECLINED: 'Declined. Nothing was changed.',
    EXECUTED: 'Confirmed and carried out.',
    FAILED: 'Confirmed, but it could not be carried out. Nothing was changed.',
    RATED: 'Your rating counts.',
    STALE: 'Meanwhile something else is offered. Please read it again.',
    NO_ACCOUNT: 'Choose at least one account.',
    NOT_RATED: 'Choose stars. Only customers for whom a plugin gave a result can rate it.',
    NOT_DONE: 'This was not possible any more. Nothing was changed.',
  },
  priceOf: ({ priceModel, priceAmount, priceCurrency, freeRuns }) =>
    priceModel === 'free'
      ? 'free of charge'
      : `${priceAmount} ${priceCurrency} ${priceModel === 'monthly' ? 'per month in which you use it' : `per result${freeRuns > 0 ? `, the first ${freeRuns} of a month are free` : ''}`}`,
  change: (text) => text,
};

const CHANGES_ZH: readonly (readonly [RegExp, string])[] = [
  [/^now also reads (.+)$/, '新增读取 $1'],
  [/^no longer reads (.+)$/, '不再读取 $1'],
  [/^now asks for (.+)$/, '新增权限 $1'],
  [/^no longer asks for (.+)$/, '不再需要权限 $1'],
  [/^the code changed$/, '程序代码有变更'],
  [/^tool (\S+) is new$/, '新增功能 $1'],
  [/^tool (\S+) is gone$/, '移除功能 $1'],
  [/^tool (\S+) takes other arguments$/, '功能 $1 的参数有变更'],
  [/^tool (\S+) returns another result$/, '功能 $1 的结果有变更'],
  [/^tool (\S+) now proposes (.+)$/, '功能 $1 新增可建议的操作 $2'],
];

const ZH: PluginsText = {
  title: '插件',
  lead: '插件在券商内部使用您的数据进行计算，无法向外发送任何内容；未经您在此确认，不会作任何更改。',
  none: '您尚未安装插件。',
  mine: '您的插件',
  proposals: '等待您的决定',
  proposalsNote: '以下操作由插件建议。在您确认之前不会执行。',
  confirm: '确认',
  decline: '拒绝',
  catalogue: '全部插件',
  search: '按名称或用途查找',
  searchGo: '查找',
  nothingFound: '没有符合的插件。',
  install: '查看所需权限',
  run: '运行',
  update: '查看更新',
  updateNote: '新版本需要的权限与您此前同意的不同。在您同意之前，现有版本继续运行。',
  remove: (name) => `移除 ${name}`,
  since: '同意日期',
  until: '自动终止日期',
  version: '版本',
  rate: '您的评分',
  rateGo: '评分',
  rating: '评分',
  installs: '安装人数',
  by: '发布方',
  unverified: '域名未经验证',
  own: '券商官方插件',
  asksTitle: (name) => `安装 ${name}？`,
  updateTitle: (name) => `更新 ${name}？`,
  asksLead: '请阅读其将读取的内容。权限须整体同意或拒绝，账户由您选择。',
  changes: '变更内容',
  tools: '功能',
  rights: '可以查看或操作的内容',
  rightsNote: '以下为我们的说明，其下为发布方给出的理由。',
  purpose: '用途：',
  reads: '确切读取的内容',
  readsNote: '由其查询文档推算得出，而非发布方自述；以接口中的字段名列出。',
  proposes: '可以建议的操作',
  proposesNote: '每项建议都会在本站等待您的确认。',
  accounts: '可以查看的账户',
  accountsNote: '请至少选择一个。',
  duration: '期限',
  days: (count) => `${count} 天`,
  price: '价格',
  never: '插件不会获得密码、令牌或网络访问：既不能交易，也不能将您的数据发送到任何地方。',
  agree: '同意上述权限并安装',
  refuse: '不同意',
  revocable: '您可以随时移除，立即生效。',
  method: '计算方法',
  apps: '已连接的应用',
  gone: '该插件目前不向您提供。新版本会分批开放，请过几天再试。',
  outcomes: {
    INSTALLED: '已按所示权限安装。',
    REMOVED: '已移除，不会再运行。',
    DECLINED: '已拒绝，未作任何更改。',
    EXECUTED: '已确认并执行。',
    FAILED: '已确认，但未能执行，未作任何更改。',
    RATED: '您的评分已计入。',
    STALE: '所提供的内容已有变化，请重新阅读。',
    NO_ACCOUNT: '请至少选择一个账户。',
    NOT_RATED: '请选择星级。只有获得过该插件结果的客户可以评分。',
    NOT_DONE: '该操作已无法进行，未作任何更改。',
  },
  priceOf: ({ priceModel, priceAmount, priceCurrency, freeRuns }) =>
    priceModel === 'free'
      ? '免费'
      : `${priceAmount} ${priceCurrency} ${priceModel === 'monthly' ? '（每个使用月）' : `（每次结果${freeRuns > 0 ? `，每月前 ${freeRuns} 次免费` : ''}）`}`,
  change: (text) => {
    const known = CHANGES_ZH.find(([pattern]) => pattern.test(text));
    return known ? text.replace(known[0], known[1]) : text;
  },
};

export const PLUGINS_TEXT: Readonly<Record<Language, PluginsText>> = { en: EN, zh: ZH };
