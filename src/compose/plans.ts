import type { Clock } from '../kernel/clock.js';
import type { Logger } from '../kernel/log.js';
import type { Opened } from '../kernel/opened.js';
import { Recurring } from '../kernel/recurring.js';
import { AdvancePlans, ChangePlan, CreatePlan } from '../plans/index.js';
import type { Database } from '../storage/index.js';

/** What resolvers call about investment plans. */
export function planUseCases(database: Database, clock: Clock) {
  const parts = { pool: database.ops, clock };
  return { createPlan: new CreatePlan(parts), changePlan: new ChangePlan(parts) };
}

const ADVANCE_EVERY_MS = 10 * 60_000;

/** Keeps the dates of plans current. */
export function openPlans(parts: { database: Database; clock: Clock; logger: Logger; opened: Opened }): void {
  const { database, clock, logger, opened } = parts;
  const plans = new AdvancePlans({ pool: database.ops, clock });
  const onError = (error: unknown) => logger.error({ err: error }, 'investment plans were not moved on');
  const step = async () => {
    await plans.advance();
  };
  opened.add(new Recurring({ everyMs: ADVANCE_EVERY_MS, step, onError }), (open) => open.stop());
}
