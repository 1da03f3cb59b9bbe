import { scheduledDay } from '../../../src/finance/schedules/index.js';
import { decimal } from '../../../src/kernel/decimal.js';
import { addMonths } from '../../../src/kernel/local-date.js';
import type { BackTestArgs, BackTestResult } from './generated/backTest.js';

type Proposals = BackTestResult['proposals'];

/** Whether a plan of the platform can buy this kind of product. */
const PROPOSED_TYPES: ReadonlySet<string> = new Set(['STOCK', 'ETF', 'FUND', 'BOND']);

/**
 * The plan that the customer asked to have proposed: the fixed amount on the instrument that the customer named, with a cap of
 * all its dates. The platform asks for suitability and account when the customer confirms.
 */
export function proposePlan({ proposal, ...args }: BackTestArgs, type: string): Proposals {
  if (!proposal || !PROPOSED_TYPES.has(type)) return [];
  const { accountId, name, startsOn, months } = proposal;
  const { mic, symbol, amount, frequency } = args;
  const expiresOn = addMonths(startsOn, months);
  let dates = 0;
  while (scheduledDay(startsOn, frequency, dates) <= expiresOn) dates += 1;
  const capTotal = decimal(amount).mul(dates).toFixed();
  const orders = [{ instrument: { mic, symbol }, amount }];
  return [
    {
      document: 'mutations/create-investment-plan.graphql',
      variables: { input: { accountId, name, frequency, startsOn, expiresOn, orders, capTotal } },
      reason: `${name}: ${mic}:${symbol}, ${amount} × ${dates} = ${capTotal}, ${startsOn} … ${expiresOn}. 须经您确认 You decide.`,
    },
  ];
}
