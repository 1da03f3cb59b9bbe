import type pg from 'pg';
import type { Clock } from '../../kernel/clock.js';
import { newId } from '../../kernel/ids.js';
import type { LocalDate } from '../../kernel/local-date.js';
import { requireRates } from '../../profiles/index.js';
import { type Campaign, loadCampaign } from '../release/load-campaign.js';
import { latestMarketDay } from '../release/occasions.js';
import { TOPICS } from '../topics.js';
import { compileAudience } from './compile-audience.js';
import { isReachable, wantsIt } from './rules-of-choice.sql.js';

const SAMPLE = 10;

/** Whom a campaign would choose on a day, without choosing: counts and a few masked examples. */
export class PreviewAudience {
  readonly #pool: pg.Pool;
  readonly #clock: Clock;

  /** @param parts.pool of the role openfolio_ops: it sees all customers, and leaves nothing of them but counts and masked lines */
  constructor(parts: { pool: pg.Pool; clock: Clock }) {
    this.#pool = parts.pool;
    this.#clock = parts.clock;
  }

  /**
   * @param asked the day whose prices count; the latest market day when left out
   * @returns id of the preview, which staff read through their own reach
   * @throws PublicError CAMPAIGN_NOT_FOUND, FX_RATE_UNAVAILABLE
   */
  async make(campaignId: string, asked?: LocalDate): Promise<string> {
    const campaign = await loadCampaign(this.#pool, campaignId);
    const id = newId();
    const now = this.#clock.now();
    const day = asked ?? (await latestMarketDay(this.#pool, now));
    await requireRates(this.#pool, day);
    const started = performance.now();
    const { text, values } = previewOf(campaign, day, now);
    const { rows } = await this.#pool.query<{ matched: number; reachable: number; optedOut: number; sample: unknown }>(
      text,
      values,
    );
    const [found] = rows;
    await this.#pool.query(
      `INSERT INTO campaign_preview (id, campaign_id, content_hash, matched, reachable, opted_out, sample, duration_ms, made_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        id,
        campaignId,
        campaign.contentHash,
        found?.matched,
        found?.reachable,
        found?.optedOut,
        JSON.stringify(found?.sample ?? []),
        Math.round(performance.now() - started),
        new Date(now),
      ],
    );
    return id;
  }
}

/** $1 instant, $2 scope, $3 personalised. The family name alone; no number, no amount, no id. */
function previewOf(campaign: Campaign, day: LocalDate, now: number) {
  const audience = compileAudience(campaign.trigger, campaign.audience, day, 4);
  const text = `
WITH ${audience.ctes}, matched AS MATERIALIZED (
  SELECT c.id, left(c.name_zh, 1) || '*' AS name, c.tier, c.risk_level AS risk, c.locale, extract(year FROM c.onboarded_at)::int AS since,
    ${isReachable('$2', '$1::timestamptz')} AS reachable, NOT ${wantsIt('$3::boolean')} AS opted_out
  FROM customer c LEFT JOIN marketing_preference m ON m.customer_id = c.id
  WHERE ${audience.where}
)
SELECT count(*)::int AS matched, count(*) FILTER (WHERE reachable AND NOT opted_out)::int AS reachable,
  count(*) FILTER (WHERE opted_out)::int AS "optedOut",
  (SELECT COALESCE(jsonb_agg(jsonb_build_object('name', s.name, 'tier', s.tier, 'riskLevel', s.risk, 'locale', s.locale, 'customerSinceYear', s.since)), '[]')
   FROM (SELECT * FROM matched ORDER BY md5(id::text) LIMIT ${SAMPLE}) s) AS sample
FROM matched`;
  return { text, values: [new Date(now), TOPICS[campaign.topic].scope, campaign.personalised, ...audience.values] };
}
