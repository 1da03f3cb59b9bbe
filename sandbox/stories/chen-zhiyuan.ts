import type { PersonaStory } from '../personas.js';

export const CHEN_ZHIYUAN: PersonaStory = {
  ref: 'P01',
  nameZh: '陈志远',
  nameEn: 'Chen Zhiyuan',
  storyZh: '卖掉公司的创业者，资产分布在沪深、香港和美国三地，敢于承担风险。',
  storyEn: 'A founder who sold his company; holds mainland, Hong Kong and US shares and can bear losses.',
  tier: 'HIGH_NET_WORTH',
  riskLevel: 'C5',
  baseCurrency: 'CNY',
  locale: 'zh-CN',
  birthDate: '1974-03-18',
  onboardedAt: '2016-05-09',
  lastLoginAt: '2026-10-29T09:31:00+08:00',
  accounts: [
    {
      suffix: 'CN',
      name: 'A股账户',
      type: 'CASH',
      baseCurrency: 'CNY',
      openedAt: '2016-05-09',
      commissionRate: '0.0002',
      live: (history) =>
        history
          .deposit('2016-05-10', '6000000.00')
          .buy('2016-05-16', '600519', 6000)
          .buy('2016-08-22', '600036', 60000)
          .buy('2018-10-15', '000333', 20000)
          .sell('2021-02-18', '600519', 1000)
          .buy('2021-03-01', '300750', 2000)
          .buy('2024-09-30', '510300', 200000),
    },
    {
      suffix: 'GLOBAL',
      name: '全球账户',
      type: 'CASH',
      baseCurrency: 'USD',
      openedAt: '2017-02-06',
      commissionRate: '0.0003',
      live: (history) =>
        history
          .deposit('2017-02-07', '12000000.00', 'CNY')
          .exchange('2017-02-08', '6000000.00', 'CNY', 'USD')
          .exchange('2017-02-08', '5000000.00', 'CNY', 'HKD')
          .buy('2017-02-13', 'AAPL', 1500)
          .buy('2017-02-13', 'MSFT', 2500)
          .buy('2017-03-20', 'NVDA', 200)
          .buy('2017-05-15', 'AMZN', 100)
          .buy('2018-03-19', '0700', 5000)
          .buy('2020-03-23', 'SPY', 600)
          .sell('2022-01-10', 'MSFT', 500)
          .buy('2022-10-24', '0388', 3000)
          .sell('2025-08-11', 'NVDA', 2000)
          .exchange('2025-08-15', '100000.00', 'USD', 'CNY')
          .withdraw('2025-08-20', '600000.00', 'CNY', 'house'),
    },
    {
      suffix: 'FUND',
      name: '基金账户',
      type: 'FUND',
      baseCurrency: 'CNY',
      openedAt: '2019-01-07',
      commissionRate: '0.00025',
      live: (history) =>
        history
          .deposit('2019-01-08', '2000000.00')
          .subscribe('2019-01-09', '163406', '1000000.00')
          .subscribe('2020-07-06', '161725', '500000.00')
          .redeem('2023-11-06', '161725', '100000.00'),
    },
  ],
};
