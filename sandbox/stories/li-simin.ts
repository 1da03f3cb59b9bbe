import { monthly } from '../account-history.js';
import type { PersonaStory } from '../personas.js';

export const LI_SIMIN: PersonaStory = {
  ref: 'P04',
  nameZh: '李思敏',
  nameEn: 'Li Simin',
  storyZh: '工薪族，从2020年起每月定投沪深300，从未间断。',
  storyEn: 'An employee who has put money into a CSI 300 fund every month since 2020 without a gap.',
  tier: 'MASS',
  riskLevel: 'C3',
  baseCurrency: 'CNY',
  locale: 'zh-CN',
  birthDate: '1993-05-30',
  onboardedAt: '2020-01-06',
  lastLoginAt: '2026-10-30T12:20:00+08:00',
  accounts: [
    {
      suffix: 'CN',
      name: '定投账户',
      type: 'CASH',
      baseCurrency: 'CNY',
      openedAt: '2020-01-06',
      commissionRate: '0.00025',
      live: (history) =>
        monthly('2020-01-10', '2026-10-30', 10).reduce(
          (lived, day) => lived.deposit(day, '2000.00', 'CNY', 'wages').buyFor(day, '510300', 1900),
          history,
        ),
    },
    {
      suffix: 'FUND',
      name: '基金账户',
      type: 'FUND',
      baseCurrency: 'CNY',
      openedAt: '2021-03-01',
      commissionRate: '0.00025',
      live: (history) =>
        monthly('2021-03-15', '2026-10-30', 15).reduce(
          (lived, day) => lived.deposit(day, '1000.00', 'CNY', 'wages').subscribe(day, '163407', '1000.00'),
          history,
        ),
    },
  ],
};
