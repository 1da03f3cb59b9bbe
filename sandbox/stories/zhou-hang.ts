import type { PersonaStory } from '../personas.js';

export const ZHOU_HANG: PersonaStory = {
  ref: 'P07',
  nameZh: '周航',
  nameEn: 'Zhou Hang',
  storyZh: '期权交易者，用认购和认沽保护自己的ETF仓位。',
  storyEn: 'Trades options: calls for a view, puts to protect his fund units.',
  tier: 'POTENTIAL',
  riskLevel: 'C5',
  baseCurrency: 'CNY',
  locale: 'zh-CN',
  birthDate: '1987-01-25',
  onboardedAt: '2018-02-26',
  lastLoginAt: '2026-10-30T09:26:00+08:00',
  accounts: [
    {
      suffix: 'CN',
      name: '现货账户',
      type: 'CASH',
      baseCurrency: 'CNY',
      openedAt: '2018-02-26',
      commissionRate: '0.00018',
      live: (history) =>
        history
          .deposit('2018-02-27', '800000.00')
          .buy('2018-03-05', '510300', 60000)
          .buy('2019-02-11', '159915', 80000)
          .sell('2021-07-12', '159915', 40000)
          .buy('2022-04-25', '510500', 30000),
    },
    {
      suffix: 'OPTION',
      name: '期权账户',
      type: 'OPTION',
      baseCurrency: 'CNY',
      openedAt: '2026-02-09',
      commissionRate: '0.00018',
      live: (history) =>
        history
          .deposit('2026-02-10', '60000.00')
          .buy('2026-03-09', '510300C2609M04500', 40000)
          .sell('2026-06-15', '510300C2609M04500', 20000)
          .buy('2026-08-10', '510300P2612M04400', 60000)
          .expire('2026-09-23', '510300C2609M04500', 20000),
    },
  ],
};
