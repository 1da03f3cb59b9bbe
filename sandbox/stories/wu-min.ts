import type { PersonaStory } from '../personas.js';

export const WU_MIN: PersonaStory = {
  ref: 'P08',
  nameZh: '吴敏',
  nameEn: 'Wu Min',
  storyZh: '两个孩子的母亲，为教育和养老分别开户，目标明确。',
  storyEn: 'A mother of two who saves for their education and for her pension in separate accounts.',
  tier: 'POTENTIAL',
  riskLevel: 'C3',
  baseCurrency: 'CNY',
  locale: 'zh-CN',
  birthDate: '1985-06-14',
  onboardedAt: '2018-09-03',
  lastLoginAt: '2026-10-26T21:15:00+08:00',
  accounts: [
    {
      suffix: 'EDU',
      name: '教育金账户',
      type: 'FUND',
      baseCurrency: 'CNY',
      openedAt: '2018-09-03',
      commissionRate: '0.00025',
      live: (history) =>
        history
          .deposit('2018-09-04', '400000.00')
          .subscribe('2018-09-10', '163406', '200000.00')
          .subscribe('2019-03-11', '160513', '150000.00')
          .redeem('2025-08-18', '163406', '20000.00')
          .withdraw('2025-08-25', '20000.00', 'CNY', 'school fees'),
    },
    {
      suffix: 'CN',
      name: '证券账户',
      type: 'CASH',
      baseCurrency: 'CNY',
      openedAt: '2018-09-03',
      commissionRate: '0.00025',
      live: (history) =>
        history
          .deposit('2018-09-04', '300000.00')
          .buy('2018-09-17', '511010', 1000)
          .buy('2019-01-14', '510300', 30000)
          .buy('2022-11-07', '518880', 8000),
    },
    {
      suffix: 'PENSION',
      name: '个人养老金账户',
      type: 'PENSION',
      baseCurrency: 'CNY',
      openedAt: '2022-11-28',
      commissionRate: '0.00025',
      live: (history) =>
        ['2022-12-05', '2023-06-05', '2024-06-03', '2025-06-03', '2026-06-01'].reduce(
          (lived, day) => lived.deposit(day, '12000.00').subscribe(day, '163407', '12000.00'),
          history,
        ),
    },
  ],
};
