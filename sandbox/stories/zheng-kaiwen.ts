import type { PersonaStory } from '../personas.js';

export const ZHENG_KAIWEN: PersonaStory = {
  ref: 'P09',
  nameZh: '郑凯文',
  nameEn: 'Kevin Cheng',
  storyZh: '在香港工作，收港币工资，同时持有港股和美股。',
  storyEn: 'Works in Hong Kong, earns Hong Kong dollars, holds Hong Kong and US shares.',
  tier: 'POTENTIAL',
  riskLevel: 'C4',
  baseCurrency: 'HKD',
  locale: 'zh-HK',
  birthDate: '1990-08-08',
  onboardedAt: '2018-06-11',
  lastLoginAt: '2026-10-29T18:02:00+08:00',
  accounts: [
    {
      suffix: 'HK',
      name: '港美股账户',
      type: 'CASH',
      baseCurrency: 'HKD',
      openedAt: '2018-06-11',
      commissionRate: '0.0003',
      live: (history) =>
        history
          .deposit('2018-06-12', '900000.00', 'HKD')
          .buy('2018-06-25', '1299', 2000)
          .buy('2018-07-16', '0700', 500)
          .buy('2018-07-16', '1398', 20000)
          .exchange('2018-09-10', '400000.00', 'HKD', 'USD')
          .buy('2018-09-17', 'AAPL', 50)
          .buy('2018-09-17', 'JNJ', 80)
          .buy('2019-06-10', 'AGG', 100)
          .buy('2020-12-14', '9988', 100)
          .sell('2023-05-15', '1299', 1000)
          .sell('2024-08-19', 'AAPL', 50)
          .buy('2024-09-16', '1810', 2000),
    },
  ],
};
