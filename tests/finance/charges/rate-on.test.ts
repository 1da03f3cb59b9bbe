import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { type FeeKey, RATE_TABLE, rateOn } from '../../../src/finance/charges/index.js';
import { addDays, parseLocalDate } from '../../../src/kernel/local-date.js';

test('the trade date alone picks the row', () => {
  expect(rateOn('CN.A.stampDuty', '2023-08-27')).toMatchObject({ rate: '0.001', from: '2008-09-19', side: 'SELL' });
  expect(rateOn('CN.A.stampDuty', '2023-08-28')).toMatchObject({
    rate: '0.0005',
    from: '2023-08-28',
    status: 'OFFICIAL',
  });
  expect(rateOn('CN.A.stampDuty', '2008-09-18').side).toBe('BOTH');
  expect(rateOn('HK.stampDuty', '2023-11-16').rate).toBe('0.0013');
  expect(rateOn('US.secFee', '2026-04-03').rate).toBe('0.00');
  expect(rateOn('HK.settlementFee', '2024-01-02')).toMatchObject({ from: null, min: '2.00', max: '100.00' });
});

test.each([
  ['US.secFee', '2018-05-21'],
  ['CN.A.transferFee', '2015-07-31'],
  ['HK.afrcLevy', '2021-12-31'],
  ['CN.A.stampDuty', '1991-10-09'],
] as const)('%s on %s is refused, never guessed', (key, date) => {
  expect(() => rateOn(key, date)).toThrow(expect.objectContaining({ code: 'RATE_OUT_OF_TABLE' }));
});

test.each(Object.entries(RATE_TABLE))(
  '%s: rows follow each other without gap or overlap, each with a source',
  (_key, rows) => {
    rows.forEach((row, index) => {
      const next = rows[index + 1];
      expect(row.source).not.toBe('');
      expect(row.from === null ? index : parseLocalDate(row.from)).not.toBeUndefined();
      if (next) expect(next.from).toBe(addDays(row.to ?? '', 1));
      else expect(row.to).toBeNull();
    });
  },
);

const FILE = new URL('../../../../shared/domain/rates.json', import.meta.url);
const compare = existsSync(FILE) ? test : test.skip;

interface ReferenceRow {
  readonly from: string | null;
  readonly to: string | null;
  readonly rate?: string;
  readonly maxRate?: string;
  readonly perMillion?: string;
  readonly perShare?: string;
  readonly perTrade?: string;
  readonly annualTiers?: readonly (readonly [string | null, string])[];
  readonly min?: string;
  readonly max?: string;
}

compare(
  `the table equals the reference facts${existsSync(FILE) ? '' : ' (skipped: they are not on this machine)'}`,
  () => {
    const reference = JSON.parse(readFileSync(FILE, 'utf8')) as { fees: Record<string, ReferenceRow[]> };
    for (const [key, rows] of Object.entries(reference.fees)) {
      const ours = RATE_TABLE[key as FeeKey];
      expect(ours.map(({ from, to, rate, min, max }) => ({ key, from, to, rate, min, max }))).toEqual(
        rows.map(({ from, to, min, max, ...row }) => ({
          key,
          from,
          to,
          rate: row.rate ?? row.maxRate ?? row.perMillion ?? row.perShare ?? row.perTrade ?? row.annualTiers?.[0]?.[1],
          min,
          max,
        })),
      );
      expect(ours[0]?.tiers).toEqual(rows[0]?.annualTiers);
    }
  },
);
