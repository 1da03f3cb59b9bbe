export { type ChargeCode, type ChargeSchedule, chargeSchedule } from './charge-schedules.js';
export { CHARGES_ERRORS } from './charges.errors.js';
export { type FundSubscription, fundSubscription } from './fund-subscription.js';
export { type FeeKey, RATE_TABLE, rateOn } from './rate-on.js';
export type { RateRounding, RateRow, RateSide, RateStatus, RateUnit } from './rate-row.js';
export { type ChargeLine, type TradeToCharge, totalCharges, tradeCharges } from './trade-charges.js';
