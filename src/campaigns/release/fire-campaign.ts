import type pg from 'pg';
import { newId } from '../../kernel/ids.js';
import type { LocalDate } from '../../kernel/local-date.js';
import { inTransaction } from '../../storage/index.js';
import { compileAudience } from '../choose/compile-audience.js';
import { isReachable, nextAwake, notChosenLately, wantsIt } from '../choose/rules-of-choice.sql.js';
import { TOPICS } from '../topics.js';
import type { Campaign } from './load-campaign.js';

/** What brought it about. The key makes it happen once. */
export interface Occasion {
  readonly key: string;
  readonly day: LocalDate;
  /** Told to partners: facts of the occasion, nothing of a customer. */
  readonly facts: Readonly<Record<string, unknown>>;
}

export interface FireRules {
  /** Share of all customers, in per cent, that no campaign ever speaks to: what all of them together do is measured against these. */
  readonly globalControlPercent: number;
}

export interface Fired {
  readonly firingId: string;
  readonly chosen: number;
}

/**
 * Chooses the customers of an occasion, all in one statement: who matches, wants it, can be reached and was not chosen lately. Each gets
 * a bucket, a group and words by a hash of campaign and customer, so that the same customer falls the same way every time.
 *
 * @param pool of the role openfolio_ops
 * @param now epoch ms
 * @returns `undefined` when this occasion was taken already
 */
export async function fireCampaign(
  pool: pg.Pool,
  campaign: Campaign,
  occasion: Occasion,
  now: number,
  rules: FireRules,
): Promise<Fired | undefined> {
  const firingId = newId();
  return inTransaction(pool, async (client) => {
    const taken = await client.query(
      `INSERT INTO campaign_firing (id, campaign_id, cause_key, cause, day, fired_at) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (campaign_id, cause_key) DO NOTHING`,
      [firingId, campaign.id, occasion.key, JSON.stringify(occasion.facts), occasion.day, new Date(now)],
    );
    if (taken.rowCount === 0) return undefined;
    const { text, values } = fanOut(campaign, firingId, occasion.day, now, rules);
    const { rowCount } = await client.query(text, values);
    return { firingId, chosen: rowCount ?? 0 };
  });
}

/** $1 campaign, $2 occasion, $3 instant, $4 days, $5 scope, $6 control, $7 global control, $8 personalised; the audience from $9 on. */
function fanOut(campaign: Campaign, firingId: string, day: LocalDate, now: number, rules: FireRules) {
  const audience = compileAudience(campaign.trigger, campaign.audience, day, 9);
  const text = `
WITH ${audience.ctes}, words AS MATERIALIZED (
  SELECT id, sum(weight) OVER (ORDER BY label) - weight AS low, sum(weight) OVER (ORDER BY label) AS high, sum(weight) OVER () AS total
  FROM campaign_variant WHERE campaign_id = $1 AND retired_at IS NULL
), chosen AS MATERIALIZED (
  SELECT c.id, c.time_zone, md5($1::text || c.id::text) AS hash, md5('no campaign' || c.id::text) AS global_hash
  FROM customer c LEFT JOIN marketing_preference m ON m.customer_id = c.id
  WHERE ${audience.where}
  AND ${wantsIt('$8::boolean')} AND ${isReachable('$5', '$3::timestamptz')}
  AND ${notChosenLately('$1', '$3', '$4::int')}
  ORDER BY c.id -- all are chosen before the first is written: the look at what was chosen before would else wade through what is being written
), placed AS (
  SELECT c.*, ${slice('hash', 1)} % 10000 AS bucket, ${slice('hash', 17)} AS word,
    ${slice('hash', 9)} % 100 < $6::int OR ${slice('global_hash', 1)} % 100 < $7::int AS control
  FROM chosen c
)
INSERT INTO campaign_touch (id, campaign_id, firing_id, customer_id, variant_id, bucket, state, due_at)
SELECT gen_random_uuid(), $1, $2, c.id, CASE WHEN NOT c.control THEN words.id END, c.bucket,
  CASE WHEN c.control THEN 'CONTROL' ELSE 'HELD' END, ${nextAwake('$3')}
FROM placed c JOIN words ON c.word % words.total >= words.low AND c.word % words.total < words.high`;
  const { id, repeatAfterDays, topic, controlPercent, personalised } = campaign;
  const own = [
    id,
    firingId,
    new Date(now),
    repeatAfterDays,
    TOPICS[topic].scope,
    controlPercent,
    rules.globalControlPercent,
    personalised,
  ];
  return { text, values: [...own, ...audience.values] };
}

/** 32 bits of an MD5 in hexadecimal as a number: stable over versions of the database, which its own hash functions are not. */
function slice(hash: string, from: number): string {
  return `('x' || substr(${hash}, ${from}, 8))::bit(32)::bigint`;
}
