import type { Language } from './ports.js';

/** Why something was read; the causes of the API. */
export type ReadCause = 'LIVE' | 'STORED' | 'HOOK' | 'PLUGIN';

export interface ReceiptsText {
  readonly title: string;
  readonly lead: string;
  readonly none: string;
  readonly noneAdvice: string;
  readonly noMore: string;
  readonly what: string;
  readonly why: string;
  readonly under: string;
  readonly causes: Readonly<Record<ReadCause, string>>;
  readonly topics: Readonly<Record<string, string>>;
  readonly nothingOfYours: string;
  readonly refused: string;
  readonly sealed: string;
  readonly sealing: string;
  exactly(count: number): string;
  readonly ended: string;
  readonly older: string;
  readonly newest: string;
  readonly apps: string;
  readonly howProved: string;
}

/** In plain words; `topics` says what a right of the API opens, as one would say it at the counter. */
export const RECEIPTS_TEXT: Readonly<Record<Language, ReceiptsText>> = {
  en: {
    title: 'Who read your data',
    lead: 'Every time an app read something of yours, newest first. Each line was written before the app got its answer.',
    none: 'No app has read anything of yours.',
    noneAdvice: 'When one does, you see here at once what it read, and why.',
    noMore: 'Nothing older than this.',
    what: 'Read',
    why: 'Why',
    under: 'Allowed by you on',
    causes: {
      LIVE: 'The app asked at that moment.',
      STORED: 'A step that you confirmed was carried out.',
      HOOK: 'Something happened in your accounts, and the app was told.',
      PLUGIN: 'A tool inside our platform computed with it; it can send nothing out by itself.',
    },
    topics: {
      'profile:read': 'your tier, risk level and customer number',
      'profile:name': 'your name',
      'accounts:read': 'the names, types and last digits of your accounts',
      'balances:read': 'your cash balances',
      'transactions:read': 'your transactions and their charges',
      'positions:read': 'what you hold, and what you paid for it',
      'portfolio:read': 'the worth and performance of your portfolio',
      'market:read': 'market data, which is nobody’s secret',
    },
    nothingOfYours: 'nothing about you',
    refused: 'Refused: it got nothing.',
    sealed: 'sealed',
    sealing: 'being sealed',
    exactly: (count) => `Exactly: ${count} ${count === 1 ? 'field' : 'fields'}`,
    ended: 'this access has ended',
    older: 'Older reads',
    newest: 'Newest reads',
    apps: 'Connected apps',
    howProved:
      '“Sealed” means: a signed fingerprint of this line exists, so a later change or removal shows when the records are checked.',
  },
  zh: {
    title: '谁读取了您的数据',
    lead: '应用每次读取您的数据都列在这里，最近的在前。每一条都在应用得到答复之前写下。',
    none: '尚无应用读取过您的数据。',
    noneAdvice: '一旦有应用读取，您会立即在此看到读取的内容和原因。',
    noMore: '没有更早的记录了。',
    what: '读取内容',
    why: '原因',
    under: '您的授权日期',
    causes: {
      LIVE: '应用当时主动查询。',
      STORED: '执行了您确认过的步骤。',
      HOOK: '您的账户发生变动，应用收到通知。',
      PLUGIN: '平台内的工具用它做了计算；工具自身不能向外发送任何内容。',
    },
    topics: {
      'profile:read': '您的客户等级、风险等级和客户编号',
      'profile:name': '您的姓名',
      'accounts:read': '您的账户名称、类型和尾号',
      'balances:read': '您的资金余额',
      'transactions:read': '您的交易及其费用',
      'positions:read': '您的持仓及成本',
      'portfolio:read': '您的资产总值和收益',
      'market:read': '公开的行情数据',
    },
    nothingOfYours: '不涉及您的信息',
    refused: '已被拒绝，应用未得到任何内容。',
    sealed: '已封存',
    sealing: '封存中',
    exactly: (count) => `具体内容：${count} 个字段`,
    ended: '该授权已终止',
    older: '更早的读取',
    newest: '最近的读取',
    apps: '已连接的应用',
    howProved: '“已封存”表示：该条记录已有签名指纹，事后如有修改或删除，核对时即可发现。',
  },
};
