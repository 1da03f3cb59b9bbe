import { z } from 'zod';
import { defineEventTypes } from '../events/index.js';

const ofPlan = (title: string, data: z.ZodObject) =>
  ({ version: 1, title, audience: 'CONSENT', scope: 'plans:read', data }) as const;

const named = { name: z.string(), currency: z.string() };
const decimalString = z.string().describe('A plain decimal.');

/** About one account each: an app needs `plans:read` and that account. */
export const PLAN_EVENT_TYPES = defineEventTypes({
  'plan.created': ofPlan(
    'A customer started an investment plan.',
    z.object({
      ...named,
      frequency: z.string(),
      amountPerPeriod: decimalString,
      capTotal: decimalString,
      startsOn: z.iso.date(),
      expiresOn: z.iso.date(),
    }),
  ),
  'plan.paused': ofPlan('A plan stands still; its dates pass without orders.', z.object(named)),
  'plan.resumed': ofPlan('A paused plan goes on with its next date.', z.object(named)),
  'plan.ended': ofPlan(
    'A plan has ended for good.',
    z.object({
      ...named,
      status: z.string(),
      reason: z.string().describe('CUSTOMER, NO_FUNDS, CAP_REACHED or MANDATE_EXPIRED.'),
    }),
  ),
  'plan.executed': ofPlan(
    'An order of a plan was filled under its mandate.',
    z.object({ ...named, scheduledOn: z.iso.date(), tradedOn: z.iso.date(), amount: decimalString }),
  ),
  'plan.skipped': ofPlan(
    'An order of a plan was not filled.',
    z.object({ ...named, scheduledOn: z.iso.date(), outcome: z.string().describe('NO_FUNDS or REJECTED.') }),
  ),
});
