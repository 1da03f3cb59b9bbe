import { simulatePlan } from '../../../src/finance/plans/simulate-plan.js';
import { PublicError } from '../../../src/kernel/errors.js';
import { pricedDays } from './closes.js';
import type { BackTestInput, BackTestResult } from './generated/backTest.js';
import { planTerms } from './plan-request.js';
import { printedPlan } from './printed-plan.js';
import { proposePlan } from './propose-plan.js';
import { dataSource, FORMULAS, METHOD, REFUSALS, type RefusalCode, RISK_NOTICE } from './texts.js';

/**
 * Runs the plan that the customer described over the closes of the instrument that the customer named. What can't be computed is a
 * refusal in the result; nothing is guessed.
 */
export function backTest({ args, data }: BackTestInput): BackTestResult {
  const { instrument, priceSeries } = data;
  const about = {
    instrument: `${args.mic}:${args.symbol}`,
    nameZh: instrument?.nameZh ?? '',
    nameEn: instrument?.nameEn ?? '',
    currency: instrument?.currency ?? '',
    disclosure: {
      method: METHOD,
      formulas: FORMULAS,
      dataSource: dataSource(priceSeries?.sources ?? []),
      riskNotice: RISK_NOTICE,
    },
  };
  const refused = (code: RefusalCode): BackTestResult => ({
    ...about,
    from: null,
    to: null,
    refusal: { code, message: REFUSALS[code] },
    plan: null,
    proposals: [],
  });
  if (!instrument || !priceSeries) return refused('NO_INSTRUMENT');
  try {
    const terms = planTerms(args, instrument, pricedDays(priceSeries));
    if (typeof terms === 'string') return refused(terms);
    const plan = printedPlan(simulatePlan(terms), terms);
    const [from, to] = [terms.prices[0]?.on ?? null, terms.prices.at(-1)?.on ?? null];
    return { ...about, from, to, refusal: null, plan, proposals: proposePlan(args, instrument.type) };
  } catch (error) {
    if (error instanceof RangeError) return refused('NO_PRICES'); // a gap of closes that no date may be rolled over
    if (error instanceof PublicError && Object.hasOwn(CHARGE_REFUSALS, error.code))
      return refused(CHARGE_REFUSALS[error.code] ?? 'RATE_OUT_OF_TABLE');
    throw error;
  }
}

const CHARGE_REFUSALS: Readonly<Record<string, RefusalCode>> = {
  RATE_OUT_OF_TABLE: 'RATE_OUT_OF_TABLE',
  CHARGES_NOT_DEFINED: 'RATE_OUT_OF_TABLE',
  COMMISSION_ABOVE_CAP: 'COMMISSION',
};
