import type pg from 'pg';
import type { Clock } from '../../kernel/clock.js';
import type { LocalDate } from '../../kernel/local-date.js';
import { requireRates } from '../../profiles/index.js';
import { type FireRules, fireCampaign } from './fire-campaign.js';
import { hearTickets } from './hear-tickets.js';
import { judgeFlight } from './judge-flight.js';
import { type Campaign, loadReleased } from './load-campaign.js';
import { findOccasion } from './occasions.js';
import { type TellRules, tellDue } from './tell-due.js';

export interface CampaignWorkerParts {
  /** A pool of the role openfolio_ops. */
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly rules: FireRules & TellRules;
  /** The market day that occasions are looked for on: the latest with closes, unless a test says otherwise. */
  readonly today: () => Promise<LocalDate>;
}

export interface WorkerReport {
  readonly chosen: number;
  readonly told: number;
  readonly halted: readonly string[];
}

/**
 * What campaigns do by themselves: judge, choose, tell. Everything due stands in the database, so a step may run in any process and
 * after any crash; an occasion is taken once, and a customer is told in the transaction that says so.
 */
export class CampaignWorker {
  readonly #parts: CampaignWorkerParts;

  constructor(parts: CampaignWorkerParts) {
    this.#parts = parts;
  }

  async step(): Promise<WorkerReport> {
    const { pool } = this.#parts;
    await hearTickets(pool);
    const halted: string[] = [];
    let [chosen, told] = [0, 0];
    for (const campaign of await loadReleased(pool)) {
      if ((await judgeFlight(pool, campaign.id, this.#parts.clock.now())) !== undefined) {
        halted.push(campaign.id);
        continue;
      }
      chosen += await this.#choose(campaign);
      told += await this.#tell(campaign.id);
    }
    return { chosen, told, halted };
  }

  async #choose(campaign: Campaign): Promise<number> {
    const { pool, clock, rules, today } = this.#parts;
    const day = await today();
    const occasion = await findOccasion(pool, campaign.trigger, day, clock.now());
    if (!occasion) return 0;
    await requireRates(pool, day);
    const fired = await fireCampaign(pool, campaign, occasion, clock.now(), rules);
    return fired?.chosen ?? 0;
  }

  async #tell(campaignId: string): Promise<number> {
    const { pool, clock, rules } = this.#parts;
    let count = 0;
    for (;;) {
      const { told, full } = await tellDue(pool, campaignId, clock.now(), rules);
      count += told;
      if (!full) return count;
    }
  }
}
