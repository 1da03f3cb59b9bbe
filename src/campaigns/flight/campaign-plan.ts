import { createHash } from 'node:crypto';
import { z } from 'zod';
import { FACT_KINDS } from '../../profiles/index.js';

const rate = () => z.string().regex(/^(0(\.\d{1,6})?|1)$/, 'a rate from 0 to 1, e.g. "0.10"');
const amount = () => z.string().regex(/^\d{1,15}(\.\d{1,2})?$/, 'an amount in CNY, e.g. "500000"');
const tier = () => z.enum(['HIGH_NET_WORTH', 'POTENTIAL', 'MASS', 'DORMANT']);
const instrument = () => z.strictObject({ mic: z.string().regex(/^[A-Z0-9]{4}$/), symbol: z.string().min(1).max(32) });

/** On what occasion a campaign speaks. */
export const TRIGGER = z.discriminatedUnion('kind', [
  z
    .strictObject({
      kind: z.literal('INDEX_CHANGE'),
      index: instrument(),
      fallAtLeast: rate().optional(),
      riseAtLeast: rate().optional(),
    })
    .refine(({ fallAtLeast, riseAtLeast }) => fallAtLeast !== undefined || riseAtLeast !== undefined, {
      message: 'fallAtLeast or riseAtLeast, or both',
    }),
  z.strictObject({ kind: z.literal('HOLDING_LOSS'), moreThan: rate() }),
  z.strictObject({ kind: z.literal('TIER_CHANGE'), to: z.array(tier()).min(1).max(4) }),
  z.strictObject({ kind: z.literal('INSTRUMENT_INTEREST'), instrument: instrument() }),
  z.strictObject({ kind: z.literal('SECTOR_INTEREST'), sector: z.string().min(1).max(64) }),
  z.strictObject({ kind: z.literal('CHURN_SIGNALS') }),
  z.strictObject({ kind: z.literal('DORMANT') }),
  z.strictObject({ kind: z.literal('FIRST_TRADE_MISSING') }),
  z.strictObject({ kind: z.literal('BIRTHDAY') }),
  z.strictObject({ kind: z.literal('REGULAR_INVESTING') }),
  z.strictObject({ kind: z.literal('SCHEDULE'), at: z.iso.datetime({ offset: true }) }),
]);
export type Trigger = z.infer<typeof TRIGGER>;

/** Whom of those it speaks to: all conditions hold. Empty: everybody. */
export const AUDIENCE = z.strictObject({
  tiers: z.array(tier()).min(1).max(4).optional(),
  riskLevels: z
    .array(z.enum(['C1_LOWEST', 'C1', 'C2', 'C3', 'C4', 'C5']))
    .min(1)
    .max(6)
    .optional(),
  holdingLossMoreThan: rate().optional(),
  holds: instrument().optional(),
  holdsSector: z.string().min(1).max(64).optional(),
  facts: z.array(z.enum(FACT_KINDS)).min(1).max(FACT_KINDS.length).optional(),
  interestedInSector: z.string().min(1).max(64).optional(),
  averageAssetsAtLeast: amount().optional(),
  averageAssetsBelow: amount().optional(),
  customerBefore: z.iso.date().optional(),
  customerSince: z.iso.date().optional(),
  locales: z.array(z.string().min(2).max(16)).min(1).max(10).optional(),
});
export type Audience = z.infer<typeof AUDIENCE>;

/** When a campaign stops by itself. */
export const HALT_RULES = z.strictObject({
  complaintsMin: z.int().min(1).max(1000),
  complaintRateMax: rate(),
  ratingsMin: z.int().min(1).max(1000),
  ratingAverageMin: z.int().min(0).max(100),
  errorsMin: z.int().min(1).max(1000),
  errorRateMax: rate(),
});
export type HaltRules = z.infer<typeof HALT_RULES>;

export const HALT_RULES_PRESET: HaltRules = {
  complaintsMin: 3,
  complaintRateMax: '0.005',
  ratingsMin: 5,
  ratingAverageMin: 60,
  errorsMin: 10,
  errorRateMax: '0.1',
};

export const CAMPAIGN_PLAN = z.strictObject({
  name: z.string().trim().min(3).max(120),
  topic: z.enum(['CARE', 'EDUCATION', 'BENEFIT', 'SERVICE']),
  trigger: TRIGGER,
  audience: AUDIENCE,
  variants: z
    .array(
      z.strictObject({ label: z.string().regex(/^[A-Z]$/), weight: z.int().min(1).max(100), text: z.string().min(1) }),
    )
    .min(1)
    .max(5)
    .refine((variants) => new Set(variants.map(({ label }) => label)).size === variants.length, 'each label once'),
  controlPercent: z.int().min(0).max(50),
  repeatAfterDays: z.int().min(1).max(3650),
  haltRules: HALT_RULES,
});

/** All that a person approves. */
export type CampaignPlan = z.infer<typeof CAMPAIGN_PLAN>;

/** An approval is for exactly this text, audience, trigger and set of rules. */
export function hashOfPlan(plan: CampaignPlan): string {
  const { name, topic, trigger, audience, variants, controlPercent, repeatAfterDays, haltRules } = plan;
  const ordered = variants.toSorted((a, b) => (a.label < b.label ? -1 : 1));
  const parts = [name, topic, sorted(trigger), sorted(audience), ordered.map(sorted), controlPercent, repeatAfterDays];
  return createHash('sha256')
    .update(JSON.stringify([...parts, sorted(haltRules)]))
    .digest('hex');
}

/** Whether it is chosen by what is known of a customer: those who opted out of that don't get it. */
export function isPersonalised({ trigger, audience }: Pick<CampaignPlan, 'trigger' | 'audience'>): boolean {
  const { locales: _language, ...known } = audience;
  return (
    !['SCHEDULE', 'INDEX_CHANGE'].includes(trigger.kind) || Object.values(known).some((value) => value !== undefined)
  );
}

function sorted(value: object): unknown {
  const entries = Object.entries(value).filter(([, part]) => part !== undefined);
  return entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, part]) => [name, part as unknown]);
}
