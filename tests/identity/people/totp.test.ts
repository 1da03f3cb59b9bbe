import { expect, test } from '@jest/globals';
import { base32 } from '../../../src/identity/people/second-factor/base32.js';
import { matchingStep, stepAt, totpCode } from '../../../src/identity/people/second-factor/totp.js';

/** RFC 6238, Appendix B: 8 digits, the ASCII seed repeated to the hash's length. */
const SEED = '12345678901234567890';
const SEEDS = {
  sha1: SEED,
  sha256: `${SEED}123456789012`,
  sha512: `${SEED.repeat(3)}1234`,
} as const;
const VECTORS: [seconds: number, sha1: string, sha256: string, sha512: string][] = [
  [59, '94287082', '46119246', '90693936'],
  [1111111109, '07081804', '68084774', '25091201'],
  [1111111111, '14050471', '67062674', '99943326'],
  [1234567890, '89005924', '91819424', '93441116'],
  [2000000000, '69279037', '90698825', '38618901'],
  [20000000000, '65353130', '77737706', '47863826'],
];
test.each(VECTORS)('codes at %d s are those of RFC 6238', (seconds, ...expected) => {
  const step = stepAt(seconds * 1000);
  const codes = (['sha1', 'sha256', 'sha512'] as const).map((algorithm) =>
    totpCode(Buffer.from(SEEDS[algorithm]), step, { algorithm, digits: 8 }),
  );
  expect(codes).toEqual(expected);
});

test('a code is taken one step early and one step late, and not two', () => {
  const secret = Buffer.from(SEED);
  const now = 1_234_567_890_000;
  const taken = [-2n, -1n, 0n, 1n, 2n].map((drift) => matchingStep(secret, totpCode(secret, stepAt(now) + drift), now));
  expect(taken.map((step) => step !== undefined)).toEqual([false, true, true, true, false]);
});

/** RFC 4648 §10. */
test.each([
  ['', ''],
  ['f', 'MY'],
  ['fo', 'MZXQ'],
  ['foo', 'MZXW6'],
  ['foob', 'MZXW6YQ'],
  ['fooba', 'MZXW6YTB'],
  ['foobar', 'MZXW6YTBOI'],
])('%p is %p in base 32', (text, encoded) => {
  expect(base32(Buffer.from(text))).toBe(encoded);
});
