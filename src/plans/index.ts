export { AdvancePlans } from './advance-plans.js';
export { ChangePlan } from './change-plan.js';
export { unsuitableBecause } from './check-suitability.js';
export { CreatePlan } from './create-plan.js';
export { nextPlanDate, type PlanDate, type PlanRhythm } from './plan-dates.js';
export { PLAN_TRANSITIONS } from './plan-states.js';
export { PLAN_ERRORS, planError } from './plans.errors.js';
export { PLANS_FEATURE } from './plans.feature.js';
export { type PlanExecution, RecordExecution, type RecordedExecution } from './record-execution.js';
