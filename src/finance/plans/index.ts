export {
  GOAL_PROBABILITY_CONVENTION,
  type GoalProbability,
  type GoalSimulation,
  goalProbability,
} from './goal-probability.js';
export { inflatedTarget } from './inflated-target.js';
export { monthlyRate } from './monthly-rate.js';
export { neededContribution } from './needed-contribution.js';
export {
  PERSONAL_PENSION,
  type PersonalPensionYear,
  personalPensionPayment,
  personalPensionPayoutTax,
} from './personal-pension.js';
export { type RandomSource, randomSource } from './random-source.js';
export { type PaymentTiming, SAVED_VALUE_CONVENTION, type SavingTerms, savedValue } from './saved-value.js';
