import type { PersonaStory } from '../personas.js';

export const SUN_LI: PersonaStory = {
  ref: 'P06',
  nameZh: '孙丽',
  nameEn: 'Sun Li',
  storyZh: '换了城市和手机号，已近一年没有登录，账户里还留着几百股银行股。',
  storyEn: 'Moved to another city and has not signed in for almost a year; some bank shares are still there.',
  tier: 'DORMANT',
  riskLevel: 'C2',
  baseCurrency: 'CNY',
  locale: 'zh-CN',
  birthDate: '1979-12-12',
  onboardedAt: '2017-08-07',
  lastLoginAt: '2025-11-20T18:40:00+08:00',
  accounts: [
    {
      suffix: 'CN',
      name: '证券账户',
      type: 'CASH',
      baseCurrency: 'CNY',
      openedAt: '2017-08-07',
      commissionRate: '0.0003',
      live: (history) =>
        history
          .deposit('2017-08-08', '20000.00')
          .buy('2017-08-14', '601398', 3000)
          .sell('2019-04-08', '601398', 2000)
          .withdraw('2019-04-15', '9000.00'),
    },
  ],
};
