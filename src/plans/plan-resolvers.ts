import {
  PlanEventResolver,
  PlanExecutionResolver,
  PlanMandateLineResolver,
  PlanMandateResolver,
} from './plan-links.resolver.js';
import { PlansResolver } from './plans.resolver.js';

export const PLAN_RESOLVERS = [
  PlansResolver,
  PlanMandateResolver,
  PlanMandateLineResolver,
  PlanExecutionResolver,
  PlanEventResolver,
] as const;
