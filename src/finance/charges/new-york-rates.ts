import { rateRows } from './rate-row.js';

const LINE = { side: 'SELL', rounding: 'UP_CENT', currency: 'USD' } as const;
const SCHEDULE = 'FINRA, SR-FINRA-2020-032 fee increase schedule';

/** Sellers pay. Up to the cent per execution, as brokers (DriveWealth, M1) state. */
export const NEW_YORK_RATES = {
  'US.secFee': rateRows({ ...LINE, unit: 'MILLION' }, [
    {
      from: '2018-05-22',
      to: '2019-04-15',
      rate: '13.00',
      status: 'OFFICIAL',
      source: 'FINRA Information Notice 05/07/18',
    },
    { from: '2019-04-16', to: '2020-02-17', rate: '20.70', status: 'SECONDARY', source: 'FTF News' },
    { from: '2020-02-18', to: '2021-02-24', rate: '22.10', status: 'SECONDARY', source: 'National Law Review' },
    {
      from: '2021-02-25',
      to: '2022-05-13',
      rate: '5.10',
      status: 'SECONDARY',
      source: 'FINRA Information Notice 2/16/21 as quoted; last day unverified',
    },
    { from: '2022-05-14', to: '2023-02-26', rate: '22.90', status: 'SECONDARY', source: 'Press; first day unverified' },
    { from: '2023-02-27', to: '2024-05-21', rate: '8.00', status: 'SECONDARY', source: 'FTF News' },
    { from: '2024-05-22', to: '2025-05-13', rate: '27.80', status: 'SECONDARY', source: 'FTF News' },
    {
      from: '2025-05-14',
      to: '2026-04-03',
      rate: '0.00',
      status: 'SECONDARY',
      source: 'FINRA Information Notice 2025-04-24 as quoted',
    },
    {
      from: '2026-04-04',
      to: null,
      rate: '20.60',
      status: 'SECONDARY',
      source: 'Federal Register 2026-04233; the figure from public code',
    },
  ]),
  'US.finraTaf': rateRows({ ...LINE, unit: 'SHARE' }, [
    {
      from: '2012-07-01',
      to: '2021-12-31',
      rate: '0.000119',
      max: '5.95',
      status: 'SECONDARY',
      source: `${SCHEDULE}; first day unverified`,
    },
    { from: '2022-01-01', to: '2022-12-31', rate: '0.000130', max: '6.49', status: 'OFFICIAL', source: SCHEDULE },
    { from: '2023-01-01', to: '2023-12-31', rate: '0.000145', max: '7.27', status: 'OFFICIAL', source: SCHEDULE },
    { from: '2024-01-01', to: '2025-12-31', rate: '0.000166', max: '8.30', status: 'OFFICIAL', source: SCHEDULE },
    {
      from: '2026-01-01',
      to: '2026-12-31',
      rate: '0.000195',
      max: '9.79',
      status: 'SECONDARY',
      source: 'SR-FINRA-2024-019; the figure from public code, the cap unverified',
    },
    {
      from: '2027-01-01',
      to: null,
      rate: '0.000232',
      status: 'UNVERIFIED',
      source: 'SR-FINRA-2024-019; the figure from one public code file, no cap found',
    },
  ]),
} as const;
