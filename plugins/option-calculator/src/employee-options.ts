import { employeeExercise } from '../../../src/finance/options/employee-exercise.js';
import { rateSource } from '../../../src/finance/rate-sources.js';
import { EQUITY_INCENTIVE_TAX } from '../../../src/finance/tax/equity-incentive-tax.js';
import { decimal } from '../../../src/kernel/decimal.js';
import { PublicError } from '../../../src/kernel/errors.js';
import type { EmployeeOptionsInput, EmployeeOptionsResult } from './generated/employeeOptions.js';
import { EMPLOYEE_WORDS, TAX_DISCLAIMER } from './texts.js';

type Outcome = EmployeeOptionsResult['outcome'];

/**
 * Tax and cash of exercising employee options of a listed company: the annual table for equity income, several exercises of a year added up.
 * After the rule's end the answer is EXPIRED, before its beginning NO_RATE; neither has a figure.
 */
export function employeeOptions({ args }: EmployeeOptionsInput): EmployeeOptionsResult {
  return { outcome: outcomeOf(args), words: EMPLOYEE_WORDS, disclaimer: TAX_DISCLAIMER };
}

function outcomeOf(args: EmployeeOptionsInput['args']): Outcome {
  const strike = decimal(args.strike);
  if (!decimal(args.marketPrice).greaterThan(strike)) return { ...NOTHING, state: 'UNDER_WATER' };
  try {
    const found = employeeExercise({
      shares: decimal(args.shares),
      strike,
      marketPrice: decimal(args.marketPrice),
      earlierIncome: decimal(args.earlierIncome),
      exercisedOn: args.exercisedOn,
    });
    if (found.kind === 'EXPIRED') {
      const row = rateSource('CN.equityIncentive', EQUITY_INCENTIVE_TAX.at(-1)?.from ?? null); // the rule that ended
      return { ...NOTHING, state: 'EXPIRED', reason: `EXPIRED ${found.expiredOn}`, row };
    }
    return {
      state: 'DUE',
      reason: '',
      income: found.income.toFixed(2),
      taxDue: found.taxDue.toFixed(2),
      cashNeeded: found.cashNeeded.toFixed(2),
      netIfSold: found.netIfSold.toFixed(2),
      breakEvenPrice: found.breakEvenPrice.toFixed(),
      row: rateSource('CN.equityIncentive', found.rateRowFrom),
    };
  } catch (error) {
    if (!(error instanceof PublicError)) throw error;
    return { ...NOTHING, state: 'NO_RATE', reason: error.code };
  }
}

const NOTHING = {
  reason: '',
  income: null,
  taxDue: null,
  cashNeeded: null,
  netIfSold: null,
  breakEvenPrice: null,
  row: null,
} as const;
