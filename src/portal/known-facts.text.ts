import type { Language } from './ports.js';

/** What may be concluded of a customer, by the names of the schema's `CustomerFactKind`, and from what. */
const KINDS_EN = {
  INSTRUMENT_INTEREST: ['You keep looking at', 'readings through connected apps in the last 14 days'],
  SECTOR_INTEREST: ['You keep looking at the sector', 'readings through connected apps in the last 14 days'],
  LOGINS_HALVED: ['You sign in half as often as before, or less', 'your sign-ins of the last 60 days'],
  POSITION_CHANGES_DROPPED: ['You trade much less than before', 'your trades of the last 60 days'],
  CLOSING_TICKETS: ['You asked how to close your account', 'your tickets of the last 30 days'],
  COMPLAINTS: ['You complained', 'your tickets of the last 30 days'],
  REGULAR_INVESTING: ['You have invested regularly in', 'your purchases of the last three months'],
  FIRST_TRADE_MISSING: ['You have not traded yet', 'your accounts and trades'],
  DORMANT: ['You have been away, or hold little with us', 'your tier'],
  BIRTHDAY: ['It is your birthday', 'your date of birth'],
} as const;
export type FactKind = keyof typeof KINDS_EN;

export interface FactsText {
  readonly title: string;
  readonly none: string;
  /** Stand before the source and before its day. */
  readonly from: string;
  readonly asOf: string;
  /** What is concluded, and from what. */
  readonly kinds: Readonly<Record<FactKind, readonly [concluded: string, from: string]>>;
}

export const FACTS_TEXT: Readonly<Record<Language, FactsText>> = {
  en: {
    title: 'What we conclude about you',
    none: 'Nothing at present.',
    from: 'From: ',
    asOf: ', as of ',
    kinds: KINDS_EN,
  },
  zh: {
    title: '我们对您的判断',
    none: '目前没有。',
    from: '依据：',
    asOf: '，截至 ',
    kinds: {
      INSTRUMENT_INTEREST: ['您持续关注', '最近 14 天经已连接应用的浏览'],
      SECTOR_INTEREST: ['您持续关注行业', '最近 14 天经已连接应用的浏览'],
      LOGINS_HALVED: ['您的登录次数降至此前的一半或更少', '最近 60 天的登录'],
      POSITION_CHANGES_DROPPED: ['您的交易明显减少', '最近 60 天的交易'],
      CLOSING_TICKETS: ['您咨询过如何销户', '最近 30 天的工单'],
      COMPLAINTS: ['您提出过投诉', '最近 30 天的工单'],
      REGULAR_INVESTING: ['您定期投资', '最近三个月的买入'],
      FIRST_TRADE_MISSING: ['您尚未进行首笔交易', '您的账户与交易'],
      DORMANT: ['您较久未登录或资产较少', '您的客户分层'],
      BIRTHDAY: ['今天是您的生日', '您的出生日期'],
    },
  },
};
