import { Decimal } from '../../kernel/decimal.js';
import type { PlanInput } from '../flight/write-campaign.js';
import type { CampaignPlanInput } from './campaign.inputs.js';

/**
 * From GraphQL to the plan that is checked, stored and hashed: what was not given is not there, decimals are written plainly. Whether
 * the parts belong together the plan's own schema says.
 */
export function toPlan({ idempotencyKey: _key, ...input }: CampaignPlanInput): PlanInput {
  return plain(input) as PlanInput;
}

function plain(value: unknown): unknown {
  if (Decimal.isDecimal(value)) return value.toFixed();
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, part]) => (part == null ? [] : [[name, plain(part)] as const])),
  );
}
