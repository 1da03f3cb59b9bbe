export { AdvancePlans } from './advance-plans.js';
export { ChangePlan } from './change-plan.js';
export { unsuitableBecause } from './check-suitability.js';
export { CreatePlan } from './create-plan.js';
export { nextPlanDate, type PlanDate, type PlanRhythm } from './plan-dates.js';
export {
  PlanEventResolver,
  PlanExecutionResolver,
  PlanMandateLineResolver,
  PlanMandateResolver,
} from './plan-links.resolver.js';
export { PLAN_TRANSITIONS } from './plan-states.js';
export { PLAN_ERRORS, planError } from './plans.errors.js';
export { PLAN_EVENT_TYPES } from './plans.events.js';
export { PLAN_READS } from './plans.reads.js';
export { PlansResolver } from './plans.resolver.js';
export { PLAN_SCOPES } from './plans.scopes.js';
export { type PlanExecution, RecordExecution, type RecordedExecution } from './record-execution.js';
