import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { TradeCostsResult } from '../../plugins/cross-border-tax/src/generated/tradeCosts.js';
import type { YearEndReportResult } from '../../plugins/cross-border-tax/src/generated/yearEndReport.js';
import { blockOf, columns, firstPartyPlugin } from './first-party.js';

// Expected amounts are worked out by hand from the rules in src/finance/tax and src/finance/charges, and from their worked totals.
let plugin: Awaited<ReturnType<typeof firstPartyPlugin>>;
beforeAll(async () => void (plugin = await firstPartyPlugin('cross-border-tax')));
afterAll(() => plugin.stop());

type Holding = YearEndReportResult['accounts'][number]['holdings'][number];

function holdingOf(report: YearEndReportResult, instrument: string): Holding {
  const found = report.accounts
    .flatMap(({ holdings }) => holdings)
    .find((holding) => holding.instrument === instrument);
  if (!found) throw new Error(`The report has no ${instrument}`);
  return found;
}

const taxes = ({ lines }: Holding) =>
  lines.map(({ kind, state, reason, base, due }) => [kind, state, reason, base, due].join(' '));

describe('the report of a year', () => {
  test('A shares: each lot by its own holding period, first in first out; the gain is exempt', async () => {
    const report = await plugin.runFixture<YearEndReportResult>('three-markets');
    const steel = holdingOf(report, 'XSHG:600001');
    expect(taxes(steel)).toEqual([
      'A_SHARE_DIVIDEND EXEMPT OVER_1_YEAR 800.00 0.00',
      'A_SHARE_DIVIDEND DUE UP_TO_1_YEAR 500.00 50.00',
      'A_SHARE_DIVIDEND DUE UP_TO_1_MONTH 500.00 100.00',
      'A_SHARE_DIVIDEND PENDING HELD_UP_TO_1_YEAR 500.00 ',
      'A_SHARE_GAIN EXEMPT  3600.00 0.00',
    ]);
    expect([steel.taxDue, steel.taxTaken]).toEqual(['150.00', '150.00']);
  });

  test('Stock Connect: 20 or 28 % of dividends, gains exempt while the rule lasts', async () => {
    const report = await plugin.runFixture<YearEndReportResult>('three-markets');
    expect(taxes(holdingOf(report, 'XHKG:0700'))).toEqual([
      'CONNECT_DIVIDEND DUE NON_H 1000.00 200.00',
      'CONNECT_GAIN EXEMPT  15000.00 0.00',
    ]);
    expect(taxes(holdingOf(report, 'XHKG:0941'))).toEqual(['CONNECT_DIVIDEND DUE NON_H_PRC_RESIDENT 1000.00 280.00']);
  });

  test('after 2027-12-31 a Stock Connect gain is EXPIRED and names the rule that ended; it is never 0', async () => {
    const report = await plugin.runFixture<YearEndReportResult>('connect-after-2027');
    const [, gain] = holdingOf(report, 'XHKG:0700').lines;
    expect(gain).toMatchObject({ state: 'EXPIRED', rate: null, due: null, row: { validTo: '2027-12-31' } });
    expect(report.complete).toBe(false);
    expect(report.notes.map(({ code }) => code)).toContain('NOT_COMPLETE');
  });

  test('US dividends: withheld there, and here what the credit leaves', async () => {
    const [withForm, without] = [
      await plugin.runFixture<YearEndReportResult>('three-markets'),
      await plugin.runFixture<YearEndReportResult>('without-w8ben'),
    ].map((report) => taxes(holdingOf(report, 'XNAS:SMPL')).slice(0, 2));
    expect(withForm).toEqual([
      'US_DIVIDEND_WITHHOLDING DUE W8BEN 100.00 10.00',
      'US_DIVIDEND_HOME DUE CREDITED 100.00 10.00',
    ]);
    expect(without).toEqual([
      'US_DIVIDEND_WITHHOLDING DUE NO_W8BEN 100.00 30.00',
      'US_DIVIDEND_HOME DUE CREDIT_LIMITED 100.00 0.00',
    ]);
  });

  test('gains abroad: losses offset gains of the same year over all accounts, and a loss is not carried forward', async () => {
    const { overseasGains } = await plugin.runFixture<YearEndReportResult>('three-markets');
    expect(overseasGains).toMatchObject({
      netCny: '10340.00',
      dueCny: '2068.00',
      fileFrom: '2027-03-01',
      fileUntil: '2027-06-30',
    });
    const lost = await plugin.runFixture<YearEndReportResult>('without-w8ben');
    expect(lost.overseasGains).toMatchObject({
      netCny: '-5680.00',
      dueCny: '0.00',
      reason: 'LOSS_NOT_CARRIED_FORWARD',
    });
  });

  test('every line names a rate row with first day, status and source, or has no figure', async () => {
    for (const path of ['three-markets', 'connect-after-2027', 'without-w8ben']) {
      const { accounts } = await plugin.runFixture<YearEndReportResult>(path);
      for (const { state, due, row } of accounts.flatMap(({ holdings }) => holdings.flatMap(({ lines }) => lines))) {
        if (state === 'NO_RATE') expect([due, row]).toEqual([null, null]);
        else
          expect(row).toMatchObject({
            id: expect.stringContaining('@'),
            status: expect.any(String),
            source: expect.any(String),
          });
      }
    }
  });

  test('the README shows what the tool answers', async () => {
    const { accounts, overseasGains } = await plugin.runFixture<YearEndReportResult>('three-markets');
    const rows = (accounts[0]?.holdings ?? []).flatMap(({ instrument, lines }) =>
      lines.map(({ kind, state, base, rate, due, row }) => [
        instrument,
        kind,
        state,
        base,
        rate ?? '-',
        due ?? '-',
        row?.id ?? '-',
      ]),
    );
    const pool = overseasGains
      ? [
          [
            'abroad',
            'OVERSEAS_GAIN',
            overseasGains.state,
            overseasGains.netCny ?? '-',
            '0.2',
            overseasGains.dueCny ?? '-',
            overseasGains.row?.id ?? '-',
          ],
        ]
      : [];
    expect(blockOf(await plugin.readme(), 'worked-example')).toBe(columns([...rows, ...pool]));
  });
});

describe('what a trade costs', () => {
  const costs = async (path: string) =>
    (await plugin.runFixture<TradeCostsResult>(path)).sides.map(({ side, total, net, refusal }) => [
      side,
      total,
      net,
      refusal?.code,
    ]);

  test('A shares at 0.025 %: 100,000 sold leave 99,924.00; the buyer pays no stamp duty', async () => {
    expect(await costs('a-share-trade')).toEqual([
      ['BUY', '26.00', '-100026.00', undefined],
      ['SELL', '76.00', '99924.00', undefined],
    ]);
  });

  test('Hong Kong: both sides of HK$100,000 on 2025-07-02 pay 112.70', async () => {
    expect((await costs('hong-kong-trade')).map(([, total]) => total)).toEqual(['112.70', '112.70']);
  });

  test('a day outside a table is refused on the side that pays it, never guessed', async () => {
    expect(await costs('us-trade-before-the-table')).toEqual([
      ['BUY', '0.00', '-5000.00', undefined],
      ['SELL', null, null, 'RATE_OUT_OF_TABLE'],
    ]);
  });
});

test('a hundred times the lots stay within the declared fuel, which grows no faster than the input', async () => {
  const growing = (await plugin.fuelGrowth(new Set(['disposals', 'lots']))).filter(
    ({ path }) => !path.includes('trade'),
  );
  for (const { growth } of growing) expect(growth).toBeLessThan(1.1);
});
