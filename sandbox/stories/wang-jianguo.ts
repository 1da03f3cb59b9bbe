import type { PersonaStory } from '../personas.js';

export const WANG_JIANGUO: PersonaStory = {
  ref: 'P03',
  nameZh: '王建国',
  nameEn: 'Wang Jianguo',
  storyZh: '退休工程师，追求稳健收益，每季度取一次生活费。',
  storyEn: 'A retired engineer who wants steady income and takes out living expenses every quarter.',
  tier: 'POTENTIAL',
  riskLevel: 'C2',
  baseCurrency: 'CNY',
  locale: 'zh-CN',
  birthDate: '1958-07-21',
  onboardedAt: '2016-09-05',
  lastLoginAt: '2026-10-30T07:45:00+08:00',
  accounts: [
    {
      suffix: 'CN',
      name: '稳健账户',
      type: 'CASH',
      baseCurrency: 'CNY',
      openedAt: '2016-09-05',
      commissionRate: '0.00025',
      live: (history) =>
        history
          .deposit('2016-09-06', '1200000.00')
          .buy('2016-09-12', '511010', 5000)
          .buy('2016-09-12', '511880', 4000)
          .interest('2017-06-21', '182.40')
          .withdraw('2018-03-20', '20000.00')
          .withdraw('2018-06-20', '20000.00')
          .withdraw('2018-09-20', '20000.00')
          .withdraw('2018-12-20', '20000.00')
          .sell('2022-04-11', '511010', 500)
          .withdraw('2022-04-18', '50000.00')
          .fee('2023-01-09', '30.00', 'CNY', 'account certificate'),
    },
    {
      suffix: 'PENSION',
      name: '个人养老金账户',
      type: 'PENSION',
      baseCurrency: 'CNY',
      openedAt: '2022-11-28',
      commissionRate: '0.00025',
      live: (history) =>
        history
          .deposit('2022-11-29', '12000.00')
          .subscribe('2022-12-05', '160513', '12000.00')
          .deposit('2023-12-04', '12000.00')
          .subscribe('2023-12-11', '160513', '12000.00')
          .deposit('2024-12-02', '12000.00')
          .subscribe('2024-12-09', '160513', '12000.00'),
    },
  ],
};
