import { rateRows } from './rate-row.js';

const LINE = { unit: 'VALUE', side: 'BOTH', rounding: 'HALF_UP_CENT', currency: 'HKD' } as const;
const DUTY = { ...LINE, rounding: 'UP_UNIT' } as const;
const HKEX = 'HKEX, Transaction fees (securities)';
const HKEX_2013 = 'HKEX, Transaction costs, as of 2013';

/** Both sides pay each line. Cents by HKEX's own words "rounded to the nearest cent"; stamp duty up to the dollar. */
export const HONG_KONG_RATES = {
  'HK.stampDuty': rateRows(DUTY, [
    {
      from: '2001-09-01',
      to: '2021-07-31',
      rate: '0.001',
      status: 'SECONDARY',
      source: 'Accountants on the rise of 2021; first day unverified',
    },
    {
      from: '2021-08-01',
      to: '2023-11-16',
      rate: '0.0013',
      status: 'OFFICIAL',
      source: 'Inland Revenue Department, Budget 2021',
    },
    {
      from: '2023-11-17',
      to: null,
      rate: '0.001',
      status: 'SECONDARY',
      source: 'HKEX circular CT/152/23 as quoted by brokers',
    },
  ]),
  // Before, only funds with at most 40 % Hong Kong stocks were exempt; which ones is not in this table.
  'HK.stampDuty.etf': rateRows(DUTY, [
    {
      from: '2015-02-13',
      to: null,
      rate: '0',
      status: 'SECONDARY',
      source: 'Stamp Duty (Amendment) Ordinance 2015 as quoted: all ETFs exempt',
    },
  ]),
  'HK.sfcLevy': rateRows(LINE, [
    {
      from: '2006-12-01',
      to: '2010-09-30',
      rate: '0.00004',
      status: 'OFFICIAL',
      source: 'Hong Kong Government news, 2006-06-16',
    },
    { from: '2010-10-01', to: '2014-10-31', rate: '0.00003', status: 'OFFICIAL', source: HKEX_2013 },
    { from: '2014-11-01', to: null, rate: '0.000027', status: 'OFFICIAL', source: HKEX },
  ]),
  'HK.afrcLevy': rateRows(LINE, [
    { from: '2022-01-01', to: null, rate: '0.0000015', status: 'OFFICIAL', source: HKEX },
  ]),
  'HK.investorCompensationLevy': rateRows(LINE, [
    {
      from: '2005-12-19',
      to: null,
      rate: '0',
      status: 'OFFICIAL',
      source: `${HKEX}: 0.002 % suspended since 2005-12-19`,
    },
  ]),
  'HK.tradingFee': rateRows(LINE, [
    {
      from: '2001-04-06',
      to: '2022-12-31',
      rate: '0.00005',
      status: 'SECONDARY',
      source: `${HKEX_2013}; first day from the press`,
    },
    {
      from: '2023-01-01',
      to: null,
      rate: '0.0000565',
      status: 'OFFICIAL',
      source: 'HKEX market communication 221101news',
    },
  ]),
  'HK.tradingTariff': rateRows({ ...LINE, unit: 'TRADE' }, [
    { from: null, to: '2022-12-31', rate: '0.50', status: 'OFFICIAL', source: HKEX_2013 },
    { from: '2023-01-01', to: null, rate: '0', status: 'OFFICIAL', source: 'HKEX market communication 221101news' },
  ]),
  'HK.settlementFee': rateRows(LINE, [
    {
      from: null,
      to: '2025-06-29',
      rate: '0.00002',
      min: '2.00',
      max: '100.00',
      status: 'OFFICIAL',
      source: 'HKEX, CCASS operational fees, updated 2023-11-22',
    },
    {
      from: '2025-06-30',
      to: null,
      rate: '0.000042',
      status: 'SECONDARY',
      source: 'HKEX news of 2025-02-21 as quoted; first day from the press',
    },
  ]),
} as const;
