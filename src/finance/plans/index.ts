export { type Dealing, type ExchangeMarket, exchangeDealing, fundDealing } from './dealing.js';
export {
  GOAL_PROBABILITY_CONVENTION,
  type GoalProbability,
  type GoalSimulation,
  goalProbability,
} from './goal-probability.js';
export { inflatedTarget } from './inflated-target.js';
export { type LumpSum, lumpSum } from './lump-sum.js';
export { monthlyRate } from './monthly-rate.js';
export { neededContribution } from './needed-contribution.js';
export {
  PERSONAL_PENSION,
  type PersonalPensionYear,
  personalPensionPayment,
  personalPensionPayoutTax,
} from './personal-pension.js';
export type { PlanEntry, PlanOutcomeOfDay } from './plan-ledger.js';
export { FAILURES_MAX } from './plan-run.js';
export type { OrderRule, PlanTerms, PricedDay } from './plan-terms.js';
export { type RandomSource, randomSource } from './random-source.js';
export { redeemUnits } from './redeem-units.js';
export { type PaymentTiming, SAVED_VALUE_CONVENTION, type SavingTerms, savedValue } from './saved-value.js';
export { PLAN_CONVENTION, type PlanOutcome, simulatePlan } from './simulate-plan.js';
export {
  rollingSums,
  SMART_AVERAGE_DAYS,
  SMART_CONVENTION,
  type SmartBand,
  type SmartMultiplier,
  smartMultiplier,
} from './smart-multiplier.js';
export { type PlanCycle, type TakeProfit, takeProfitReached } from './take-profit.js';
export { valueAveragingOrder, valuePath } from './value-averaging.js';
export { neededWageShare, type Wage } from './wage-share.js';
