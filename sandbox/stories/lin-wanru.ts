import type { PersonaStory } from '../personas.js';

export const LIN_WANRU: PersonaStory = {
  ref: 'P02',
  nameZh: '林婉如',
  nameEn: 'Lin Wanru',
  storyZh: '继承了父亲多年持有的茅台股票，看重分红，不常交易。',
  storyEn: 'Inherited shares that her father had held for years; lives on dividends and seldom trades.',
  tier: 'HIGH_NET_WORTH',
  riskLevel: 'C4',
  baseCurrency: 'CNY',
  locale: 'zh-CN',
  birthDate: '1982-11-02',
  onboardedAt: '2019-04-15',
  lastLoginAt: '2026-10-27T20:12:00+08:00',
  accounts: [
    {
      suffix: 'CN',
      name: 'A股账户',
      type: 'CASH',
      baseCurrency: 'CNY',
      openedAt: '2019-04-15',
      commissionRate: '0.00025',
      live: (history) =>
        history
          .transferIn('2019-04-22', '600519', 8000, '1750000.00', '2016-02-15', 'inheritance')
          .transferIn('2019-04-22', '601318', 30000, '1020000.00', '2016-03-01', 'inheritance')
          .deposit('2019-05-06', '500000.00')
          .buy('2019-05-13', '600900', 20000)
          .sell('2023-07-17', '601318', 10000)
          .withdraw('2023-07-24', '200000.00', 'CNY', 'tuition'),
    },
    {
      suffix: 'HK',
      name: '港股账户',
      type: 'CASH',
      baseCurrency: 'HKD',
      openedAt: '2020-06-01',
      commissionRate: '0.0003',
      live: (history) =>
        history
          .deposit('2020-06-02', '1500000.00', 'HKD')
          .buy('2020-06-08', '0005', 4000)
          .buy('2020-06-08', '0941', 3000)
          .buy('2021-09-13', '2800', 5000)
          .transferOut('2024-03-18', '2800', 5000, 'gift to her brother'),
    },
  ],
};
