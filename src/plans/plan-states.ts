export type PlanStatus = 'ACTIVE' | 'PAUSED' | 'STOPPED' | 'COMPLETED' | 'EXPIRED';
export type StatusReason = 'CUSTOMER' | 'NO_FUNDS' | 'CAP_REACHED' | 'MANDATE_EXPIRED';

export interface PlanTransition {
  readonly from: readonly PlanStatus[];
  readonly to: PlanStatus;
  readonly reason: StatusReason | null;
  readonly event: 'plan.paused' | 'plan.resumed' | 'plan.ended';
}

/** All that can happen to a plan; what ended stays ended. */
export const PLAN_TRANSITIONS = {
  pause: { from: ['ACTIVE'], to: 'PAUSED', reason: 'CUSTOMER', event: 'plan.paused' },
  resume: { from: ['PAUSED'], to: 'ACTIVE', reason: null, event: 'plan.resumed' },
  stop: { from: ['ACTIVE', 'PAUSED'], to: 'STOPPED', reason: 'CUSTOMER', event: 'plan.ended' },
  runOutOfFunds: { from: ['ACTIVE'], to: 'STOPPED', reason: 'NO_FUNDS', event: 'plan.ended' },
  reachCap: { from: ['ACTIVE', 'PAUSED'], to: 'COMPLETED', reason: 'CAP_REACHED', event: 'plan.ended' },
  expire: { from: ['ACTIVE', 'PAUSED'], to: 'EXPIRED', reason: 'MANDATE_EXPIRED', event: 'plan.ended' },
} as const satisfies Record<string, PlanTransition>;

export type PlanAct = keyof typeof PLAN_TRANSITIONS;
