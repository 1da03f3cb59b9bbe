import { rateRows } from './rate-row.js';

const LINE = { unit: 'VALUE', side: 'BOTH', rounding: 'HALF_UP_CENT', currency: 'CNY' } as const;
const HISTORY = "People's Daily Online, history of the stamp duty on securities, 2023-08-28";

/** A shares. Half-up to the cent per line is this platform's convention: the exchanges' texts state none. */
export const MAINLAND_RATES = {
  'CN.A.stampDuty': rateRows(LINE, [
    { from: '1991-10-10', to: '1997-05-11', rate: '0.003', status: 'SECONDARY', source: HISTORY },
    { from: '1997-05-12', to: '1998-06-11', rate: '0.005', status: 'SECONDARY', source: HISTORY },
    { from: '1998-06-12', to: '2001-11-15', rate: '0.004', status: 'SECONDARY', source: HISTORY },
    { from: '2001-11-16', to: '2005-01-23', rate: '0.002', status: 'SECONDARY', source: HISTORY },
    {
      from: '2005-01-24',
      to: '2007-05-29',
      rate: '0.001',
      status: 'OFFICIAL',
      source: 'Ministry of Finance circular, effective 2005-01-24',
    },
    {
      from: '2007-05-30',
      to: '2008-04-23',
      rate: '0.003',
      status: 'OFFICIAL',
      source: 'Ministry of Finance, announced 2007-05-30',
    },
    { from: '2008-04-24', to: '2008-09-18', rate: '0.001', status: 'SECONDARY', source: HISTORY },
    {
      from: '2008-09-19',
      to: '2023-08-27',
      rate: '0.001',
      side: 'SELL',
      status: 'OFFICIAL',
      source: 'Cai Shui Ming Dian 2008 No. 2',
    },
    {
      from: '2023-08-28',
      to: null,
      rate: '0.0005',
      side: 'SELL',
      status: 'OFFICIAL',
      source: 'MoF and STA Announcement 2023 No. 39',
    },
  ]),
  // Before 2015-08-01 Shanghai charged by par value and Shenzhen by traded value: not in this table.
  'CN.A.transferFee': rateRows(LINE, [
    {
      from: '2015-08-01',
      to: '2022-04-28',
      rate: '0.00002',
      status: 'SECONDARY',
      source: 'Press on the fee cut of 2015-08-01',
    },
    {
      from: '2022-04-29',
      to: null,
      rate: '0.00001',
      status: 'SECONDARY',
      source: 'Xinhua, text of the ChinaClear notice',
    },
  ]),
  'CN.A.handlingFee': rateRows(LINE, [
    {
      from: '2012-06-01',
      to: '2012-08-31',
      rate: '0.000087',
      status: 'SECONDARY',
      source: 'Press on the fee cut of 2012-06-01',
    },
    {
      from: '2012-09-01',
      to: '2015-07-31',
      rate: '0.0000696',
      status: 'SECONDARY',
      source: 'Press on the fee cut of 2015; first day unverified',
    },
    {
      from: '2015-08-01',
      to: '2023-08-27',
      rate: '0.0000487',
      status: 'SECONDARY',
      source: 'Press on the fee cut of 2015-08-01',
    },
    {
      from: '2023-08-28',
      to: null,
      rate: '0.0000341',
      status: 'SECONDARY',
      source: 'Press and brokers on the fee cut of 2023-08-28',
    },
  ]),
  'CN.A.regulatoryFee': rateRows(LINE, [
    {
      from: '2012-09-01',
      to: null,
      rate: '0.00002',
      status: 'SECONDARY',
      source: "A broker's table of fees; first day unverified",
    },
  ]),
  // The client's own rate is agreed with the broker and already includes handling and regulatory fee.
  'CN.A.commission': rateRows({ ...LINE, unit: 'CONTRACT' }, [
    {
      from: '2002-05-01',
      to: null,
      rate: '0.003',
      min: '5.00',
      status: 'SECONDARY',
      source: 'CSRC notice 2002 No. 21',
    },
  ]),
  // On the aggregate that ChinaClear holds through the Connect; charged per calendar day, divided by 365 (one page says 360).
  'HKCONNECT.portfolioFee': rateRows({ ...LINE, unit: 'YEAR_TIERS', currency: 'HKD' }, [
    {
      from: '2014-11-17',
      to: null,
      rate: '0.00008',
      tiers: [
        ['50000000000', '0.00008'],
        ['250000000000', '0.00007'],
        ['500000000000', '0.00006'],
        ['750000000000', '0.00005'],
        ['1000000000000', '0.00004'],
        [null, '0.00003'],
      ],
      status: 'SECONDARY',
      source: 'Brokers on the ChinaClear tariff',
    },
  ]),
} as const;
