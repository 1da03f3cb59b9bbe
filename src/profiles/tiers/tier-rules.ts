/**
 * Tiers by average assets under management in CNY, lowest first. To rise, the average must reach the floor; to fall, it must be
 * below 90 % of the floor of the tier that one has: whoever stands at a threshold doesn't change tiers with every price.
 */
export const TIER_FLOORS = [
  { tier: 'DORMANT', floor: '0' },
  { tier: 'MASS', floor: '10000' },
  { tier: 'POTENTIAL', floor: '500000' },
  { tier: 'HIGH_NET_WORTH', floor: '10000000' },
] as const;

/** Share of a tier's own floor below which it is lost. */
export const KEPT_ABOVE = '0.9';

/** Latest valued days that the average is over. */
export const AVERAGE_DAYS = 20;

/** Without a log-in for this long a customer is dormant whatever the assets. PostgreSQL interval. */
export const DORMANT_AFTER = '6 months';
