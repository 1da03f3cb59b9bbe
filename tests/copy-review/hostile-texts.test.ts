import { describe, expect, test } from '@jest/globals';
import { reviewCopy } from '../../src/copy-review/index.js';

const AT = Date.parse('2026-11-28T12:00:00+08:00');
const BYTES = 100_000;

const filled = (unit: string) => unit.repeat(Math.ceil(BYTES / Buffer.byteLength(unit)));

/** Each makes some step do its worst: hits everywhere, nearly-hits everywhere, windows that never close, separators, expansions. */
const HOSTILE: Readonly<Record<string, string>> = {
  'one blocked term after another': filled('保本'),
  'the beginning of a term, for ever': filled('稳赚不'),
  'a sequence that never ends': filled('未来'),
  'sequences inside sequences': filled('未来未来收益'),
  'negators alone': filled('不未并非'),
  'a denial that is never closed': filled('不承诺保本'),
  'figures beside every word': filled('年化6%'),
  'one figure of a hundred thousand digits': `年化${'9'.repeat(BYTES)}%收益`,
  'numerals without an end': `收益百分之${filled('九')}`,
  'nothing but invisible characters': filled('保\u200b'),
  'separators between all characters': filled('稳*赚*'),
  'compatibility forms that grow': filled('ﷺ'),
  'words of context without a term': filled('基金收益'),
  'harmless words': filled('安全中心'),
  'overlapping superlatives': filled('最大最好最强唯一'),
  'Latin prefixes': filled('guaranteed retur'),
  'lone surrogates': filled('\ud83d'),
  'combining marks': `保${filled('\u0301')}本`,
};

describe('a text of 100 kB', () => {
  test.each(Object.entries(HOSTILE))(
    '%s: takes less than a second, and about twice as long as half of it',
    (_what, text) => {
      const once = cpuMs(() => reviewCopy(text, { at: AT }));
      const half = cpuMs(() => reviewCopy(text.slice(0, text.length / 2), { at: AT }));
      expect(once).toBeLessThan(1000);
      // Half would be linear, a quarter quadratic; the floor keeps the noise of a few milliseconds out.
      expect(once).toBeLessThan(3.5 * Math.max(half, 60));
    },
  );

  test('is told in at most two hundred findings, and counted whole', () => {
    const review = reviewCopy(filled('保本。'), { at: AT });
    expect(review.findings).toHaveLength(200);
    expect(review.findingCount).toBeGreaterThan(10_000);
  });
});

/** The best of three: what is left after the compiler's and the neighbours' noise. */
function cpuMs(work: () => unknown): number {
  const tries = [1, 2, 3].map(() => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return Math.min(...tries);
}
