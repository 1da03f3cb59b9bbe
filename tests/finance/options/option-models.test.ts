import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { americanValue, blackScholesMerton, leisenReimer, type OptionTerms } from '../../../src/finance/index.js';

const base: OptionTerms = { kind: 'CALL', spot: 50, strike: 50, years: 1, volatility: 0.2, rate: 0, dividendYield: 0 };
const european = (terms: Partial<OptionTerms>) => blackScholesMerton({ ...base, ...terms }).value.toNumber();
const american = (terms: Partial<OptionTerms>) => americanValue({ ...base, ...terms }).value.toNumber();

// Source: J. Hull, "Options, Futures, and Other Derivatives", 9th edition; the section is named at each case.
describe('Hull’s printed numbers', () => {
  test('15.6: S 42, K 40, r 10 %, σ 20 %, half a year: call 4.76, put 0.81', () => {
    const terms = { spot: 42, strike: 40, years: 0.5, volatility: 0.2, rate: 0.1 };
    expect(european(terms).toFixed(2)).toBe('4.76');
    expect(european({ ...terms, kind: 'PUT' }).toFixed(2)).toBe('0.81');
  });

  test('17.1: index at 930, K 900, r 8 %, q 3 %, σ 20 %, two months: call 51.83', () => {
    const terms = { spot: 930, strike: 900, years: 2 / 12, volatility: 0.2, rate: 0.08, dividendYield: 0.03 };
    expect(european(terms).toFixed(2)).toBe('51.83');
  });

  test('19: Greeks of the call on S 49, K 50, r 5 %, σ 20 %, 20 weeks', () => {
    const call = blackScholesMerton({ ...base, spot: 49, years: 0.3846, rate: 0.05 });
    expect(call.value.toFixed(1)).toBe('2.4');
    expect(call.delta.toFixed(3)).toBe('0.522');
    expect(call.gamma.toFixed(3)).toBe('0.066');
    expect(call.vega.toFixed(1)).toBe('12.1');
    expect(call.theta.toFixed(2)).toBe('-4.31');
    expect(call.rho.toFixed(2)).toBe('8.91');
  });

  test('21.1: American put S = K = 50, r 10 %, σ 40 %, five months: 4.283 with 500 steps', () => {
    expect(Math.abs(american({ kind: 'PUT', years: 5 / 12, volatility: 0.4, rate: 0.1 }) - 4.283)).toBeLessThan(0.0015);
  });
});

// Source: F. Longstaff, E. Schwartz, "Valuing American options by simulation", RFS 14 (2001), table 1: K 40, r 6 %. Their
// American value has 50 exercise days a year, so it lies slightly below ours.
describe('Longstaff and Schwartz, table 1', () => {
  test.each([
    [36, 0.2, 1, 4.478, 3.844],
    [36, 0.2, 2, 4.84, 3.763],
    [36, 0.4, 1, 7.101, 6.711],
    [36, 0.4, 2, 8.508, 7.7],
    [40, 0.2, 1, 2.314, 2.066],
    [40, 0.4, 1, 5.312, 5.06],
    [44, 0.4, 1, 3.948, 3.783],
  ])('S %d, σ %d, %d years', (spot, volatility, years, early, closed) => {
    const terms = { kind: 'PUT', spot, strike: 40, volatility, years, rate: 0.06 } as const;
    expect(european(terms).toFixed(3)).toBe(closed.toFixed(3));
    expect(Math.abs(american(terms) - early)).toBeLessThan(0.012);
  });
});

const terms = fc.record({
  kind: fc.constantFrom<'CALL' | 'PUT'>('CALL', 'PUT'),
  spot: fc.double({ min: 20, max: 300, noNaN: true }),
  strike: fc.double({ min: 20, max: 300, noNaN: true }),
  years: fc.double({ min: 0.02, max: 3, noNaN: true }),
  volatility: fc.double({ min: 0.05, max: 0.9, noNaN: true }),
  rate: fc.double({ min: -0.02, max: 0.12, noNaN: true }),
  dividendYield: fc.double({ min: 0, max: 0.08, noNaN: true }),
});

describe('for any terms', () => {
  test('put–call parity: c − p = S e^(−qT) − K e^(−rT)', () => {
    fc.assert(
      fc.property(terms, (any) => {
        const { spot, strike, years, rate, dividendYield } = any;
        const left = european({ ...any, kind: 'CALL' }) - european({ ...any, kind: 'PUT' });
        const right = spot * Math.exp(-dividendYield * years) - strike * Math.exp(-rate * years);
        expect(Math.abs(left - right)).toBeLessThan(2e-8);
      }),
      { numRuns: 500 },
    );
  });

  test('Greeks are the slopes of the value', () => {
    fc.assert(
      fc.property(terms, (any) => {
        const greeks = blackScholesMerton(any);
        // Steps wide enough that the value's 8 decimals do not show, errors of the differences of second order.
        const slope = (name: 'spot' | 'volatility' | 'rate' | 'years', step: number) =>
          (european({ ...any, [name]: any[name] + step }) - european({ ...any, [name]: any[name] - step })) /
          (2 * step);
        const h = any.spot * 1e-3 * any.volatility * Math.sqrt(any.years);
        const deltaAt = (spot: number) => blackScholesMerton({ ...any, spot }).delta.toNumber();
        const gamma = (deltaAt(any.spot + h) - deltaAt(any.spot - h)) / (2 * h);
        for (const [expected, found, scale] of [
          [greeks.delta, slope('spot', h), 1],
          [greeks.gamma, gamma, 1],
          [greeks.vega, slope('volatility', any.volatility * 1e-3), any.spot],
          [greeks.rho, slope('rate', 1e-4), any.spot],
          [greeks.theta, -slope('years', any.years * 1e-3), any.spot],
        ] as const) {
          expect(Math.abs(expected.toNumber() - found)).toBeLessThan(scale * 2e-4 + Math.abs(found) * 2e-3);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('closed form and tree agree for European exercise', () => {
    fc.assert(
      fc.property(terms, (any) => {
        expect(Math.abs(leisenReimer(any, 'EUROPEAN') - european(any))).toBeLessThan(any.strike * 2e-5);
      }),
      { numRuns: 100 },
    );
  });

  test('American ≥ European, ≥ intrinsic, ≤ spot or strike (of negative rates: strike grown)', () => {
    fc.assert(
      fc.property(terms, (any) => {
        const value = american(any);
        const intrinsic = any.kind === 'CALL' ? any.spot - any.strike : any.strike - any.spot;
        const most = any.kind === 'CALL' ? any.spot : any.strike * Math.exp(Math.max(0, -any.rate) * any.years);
        expect(value).toBeGreaterThanOrEqual(european(any) - 1e-6);
        expect(value).toBeGreaterThanOrEqual(intrinsic - 1e-6);
        expect(value).toBeLessThanOrEqual(most + 1e-6);
      }),
      { numRuns: 100 },
    );
  });

  test('an American call without dividends is worth the European one: early exercise only loses interest', () => {
    fc.assert(
      fc.property(terms, (any) => {
        const call = { ...any, kind: 'CALL', dividendYield: 0, rate: Math.abs(any.rate) } as const;
        expect(americanValue(call).earlyExercisePremium.toNumber()).toBeLessThan(1e-6);
      }),
      { numRuns: 50 },
    );
  });
});

test('201 steps lie within 0.007 of 1,001 steps, on a strike of 100', () => {
  for (const spot of [80, 95, 100, 120]) {
    for (const kind of ['CALL', 'PUT'] as const) {
      const terms = { kind, spot, strike: 100, years: 2, volatility: 0.4, rate: 0.06, dividendYield: 0.03 };
      expect(Math.abs(american(terms) - americanValue(terms, 1001).value.toNumber())).toBeLessThan(0.007);
    }
  }
});

test('at expiry the value is the intrinsic one', () => {
  expect(european({ years: 0, spot: 53 })).toBe(3);
  expect(american({ years: 0, spot: 47, kind: 'PUT' })).toBe(3);
  expect(blackScholesMerton({ ...base, years: 0, kind: 'PUT', spot: 51 })).toMatchObject({ delta: expect.anything() });
  expect(blackScholesMerton({ ...base, years: 0, kind: 'PUT', spot: 51 }).delta.toString()).toBe('0');
});

test('hardly any volatility: the certain outcome, not NaN', () => {
  const calm = { volatility: 0.0001, rate: 0.05, years: 1 } as const;
  expect(european({ ...calm, spot: 100, strike: 50 })).toBeCloseTo(100 - 50 * Math.exp(-0.05), 6);
  expect(american({ ...calm, spot: 100, strike: 50 })).toBeCloseTo(100 - 50 * Math.exp(-0.05), 6);
  expect(american({ ...calm, spot: 50, strike: 100, kind: 'PUT' })).toBeCloseTo(50, 6);
});

test('at the edges of what is admitted the tree still gives a figure within its bounds', () => {
  const edges = [
    { spot: 1e-6, strike: 1e12 },
    { spot: 1e12, strike: 1e-6 },
    { spot: 100, strike: 100 },
  ].flatMap((prices) =>
    [
      [0.0001, 0.001],
      [0.0001, 30],
      [3, 30],
      [3, 0.001],
    ].flatMap(([volatility = 1, years = 1]) =>
      [-1, 0, 1].map((rate) => ({ ...base, ...prices, volatility, years, rate, dividendYield: -rate })),
    ),
  );
  for (const edge of edges) {
    for (const kind of ['CALL', 'PUT'] as const) {
      for (const steps of [3, 201, 1001]) {
        if (steps === 1001 && edge.rate !== 0) continue; // quadratic in time
        const { value, earlyExercisePremium } = americanValue({ ...edge, kind }, steps);
        expect(value.isFinite() && value.gte(0) && earlyExercisePremium.gte(0)).toBe(true);
      }
    }
  }
});

test.each([
  ['spot', 0],
  ['strike', -1],
  ['years', -0.1],
  ['volatility', 0],
  ['rate', Number.NaN],
  ['dividendYield', Number.POSITIVE_INFINITY],
] as const)('%s of %d is refused', (name, value) => {
  expect(() => blackScholesMerton({ ...base, [name]: value })).toThrow(RangeError);
  expect(() => americanValue({ ...base, [name]: value })).toThrow(RangeError);
});

test('an even or endless tree is refused', () => {
  for (const steps of [2, 100, 1003, 3.5]) expect(() => leisenReimer(base, 'EUROPEAN', steps)).toThrow(RangeError);
});
