import type pg from 'pg';
import type { PlanInput } from '../../src/campaigns/index.js';
import {
  AnswerCampaign,
  ApproveCampaign,
  CampaignWorker,
  PreviewAudience,
  ReleaseCampaign,
  ReportOutcome,
  WriteCampaign,
} from '../../src/campaigns/index.js';
import { fixedClock } from '../../src/kernel/clock.js';
import { newId } from '../../src/kernel/ids.js';
import type { Grant } from '../../src/operation/index.js';
import { ProfileWorld } from '../profiles/profile-world.js';

export const RULES = { globalControlPercent: 0, capMessages: 2, capDays: 7, batchMax: 20_000 };
/** A Thursday, noon in Shanghai. */
export const NOON = '2020-03-12T12:00:00+08:00';

export const CARE_PLAN: PlanInput = {
  name: 'Care after a fall',
  topic: 'CARE',
  trigger: { kind: 'SCHEDULE', at: '2020-03-12T00:00:00+08:00' },
  variants: [{ label: 'A', weight: 1, text: '市场波动较大，我们在这里陪您。市场有风险' }],
  controlPercent: 0,
};

/** Campaigns on a database of their own, their time held by the test; driven by the use-cases that the resolvers call. */
export class CampaignWorld {
  readonly author = newId();
  readonly second = newId();
  readonly clock = fixedClock(NOON);
  day = '2020-03-12';

  private constructor(readonly profiles: ProfileWorld) {}

  static async create(): Promise<CampaignWorld> {
    return new CampaignWorld(await ProfileWorld.create());
  }

  get pool(): pg.Pool {
    return this.profiles.pool;
  }
  get #parts() {
    return { pool: this.pool, clock: this.clock };
  }
  get write() {
    return new WriteCampaign(this.#parts);
  }
  get approve() {
    return new ApproveCampaign(this.#parts);
  }
  get release() {
    return new ReleaseCampaign(this.#parts);
  }
  get preview() {
    return new PreviewAudience(this.#parts);
  }
  get report() {
    return new ReportOutcome(this.#parts);
  }
  get answer() {
    return new AnswerCampaign(this.#parts);
  }

  worker(rules: Partial<typeof RULES> = {}): CampaignWorker {
    return new CampaignWorker({ ...this.#parts, rules: { ...RULES, ...rules }, today: async () => this.day });
  }

  /** A member of staff, as a use-case sees one. */
  as(personId: string): { grant: Grant } {
    const person = { kind: 'STAFF', id: personId, publisherId: null } as const;
    return {
      grant: {
        id: newId(),
        appId: newId(),
        customerId: null,
        accountIds: [],
        scopes: new Set(),
        expiresAt: 0,
        person,
        consentUrl: null,
      },
    };
  }

  /** Written by one person, approved by another, released to the first 5 %, and widened to `percent`. */
  async released(plan: PlanInput = CARE_PLAN, percent: 5 | 25 | 100 = 100): Promise<string> {
    const id = await this.write.create({ ...CARE_PLAN, ...plan }, this.author);
    await this.toApproval(id);
    await this.release.release(id, this.author);
    for (const stage of [25, 100]) if (stage <= percent) await this.release.widen(id, this.author);
    return id;
  }

  async toApproval(id: string): Promise<void> {
    await this.approve.submit(id, this.author);
    await this.approve.approve(this.as(this.second), id);
  }

  /** An approved app that may receive these topics. */
  async partner(scopes = ['campaigns-care:receive']): Promise<string> {
    const id = newId();
    await this.pool.query(
      "INSERT INTO publisher (id, slug, name, created_at) VALUES ($1, 'p' || substr($2, 1, 8), 'Partner', now()) ON CONFLICT DO NOTHING",
      [id, id.replaceAll('-', '').slice(-8)],
    );
    await this.pool.query(
      `INSERT INTO app (id, publisher_id, client_id, name_zh, name_en, status, scope_ceiling, metadata, created_at, updated_at)
       VALUES ($1::uuid, $1, $1::text, '音箱', 'Speaker', 'APPROVED', $2, '{}', now(), now())`,
      [id, scopes],
    );
    return id;
  }

  async consent(customerId: string, appId: string, scopes = ['campaigns-care:receive']): Promise<void> {
    await this.pool.query(
      `INSERT INTO access_grant (id, customer_id, app_id, resource, scopes, account_ids, granted_at, expires_at)
       VALUES ($1, $2, $3, 'https://broker.example/graphql', $4, '{}', '2020-01-01', '2099-01-01')`,
      [newId(), customerId, appId, scopes],
    );
  }

  /** Customers that the partner may tell. */
  async reachable(count: number, appId: string, make: Parameters<ProfileWorld['customer']>[0] = {}): Promise<string[]> {
    const ids: string[] = [];
    for (let n = 0; n < count; n += 1) {
      const { id } = await this.profiles.customer(make);
      await this.consent(id, appId);
      ids.push(id);
    }
    return ids;
  }

  /** A ticket that names the campaign, as the ticket desk would have written it. @returns its id */
  async ticket(campaignId: string, customerId: string, kind: 'COMPLAINT' | 'QUESTION' = 'COMPLAINT'): Promise<string> {
    const id = newId();
    await this.pool.query(
      `INSERT INTO ticket (id, customer_id, app_id, kind, topic, subject, question, question_digest, language, level, priority, status, tier, campaign_id, promised_at, opened_at, updated_at)
       VALUES ($1::uuid, $2, $1, $3, 'OTHER', 'Please stop', 'Please stop', '\\x00', 'en', 'L2', 'NORMAL', 'OPEN', 'MASS', $4, now(), now(), now())`,
      [id, customerId, kind, campaignId],
    );
    return id;
  }

  /** All messages of a campaign in the feed of an app, as placing would have put them there. */
  async placed(appId: string, campaignId: string): Promise<void> {
    await this.pool.query(
      `INSERT INTO event_feed_entry (app_id, position, event_id, customer_id)
       SELECT $1, row_number() OVER (), event_id, customer_id FROM campaign_touch WHERE campaign_id = $2 AND event_id IS NOT NULL`,
      [appId, campaignId],
    );
  }

  /** A delivery of an event that failed to the last try. */
  async failedDelivery(appId: string, eventId: string): Promise<void> {
    const hash = newId().replaceAll('-', '').padEnd(64, '0');
    await this.pool.query("INSERT INTO stored_document (hash, source, created_at) VALUES ($1, '{ a }', now())", [hash]);
    await this.pool.query(
      `WITH made AS (
         INSERT INTO hook (id, app_id, url, events, document_hash, required_scopes, status, created_at, updated_at)
         VALUES (gen_random_uuid(), $1, 'https://partner.example', '{campaign.care}', $3, '[]', 'ACTIVE', now(), now()) RETURNING id)
       INSERT INTO hook_delivery (id, hook_id, app_id, event_id, event_type, state, next_at, created_at, ended_at)
       SELECT gen_random_uuid(), id, $1, $2, 'campaign.care', 'FAILED', now(), now(), now() FROM made`,
      [appId, eventId, hash],
    );
  }

  async rate(ticketId: string, satisfaction: number): Promise<void> {
    await this.pool.query(
      `INSERT INTO ticket_rating (ticket_id, customer_id, app_id, satisfaction, at) SELECT id, customer_id, app_id, $2, clock_timestamp() FROM ticket WHERE id = $1
       ON CONFLICT (ticket_id) DO UPDATE SET satisfaction = $2, at = clock_timestamp()`,
      [ticketId, satisfaction],
    );
  }

  async touches(campaignId: string) {
    const { rows } = await this.pool.query<{
      id: string;
      customer_id: string;
      state: string;
      bucket: number;
      label: string | null;
      event_id: string | null;
      due_at: Date;
    }>(
      `SELECT t.id, t.customer_id, t.state, t.bucket, v.label, t.event_id, t.due_at FROM campaign_touch t LEFT JOIN campaign_variant v ON v.id = t.variant_id
       WHERE t.campaign_id = $1 ORDER BY t.bucket`,
      [campaignId],
    );
    return rows;
  }

  async count(campaignId: string): Promise<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const { state } of await this.touches(campaignId)) counts[state] = (counts[state] ?? 0) + 1;
    return counts;
  }

  async stateOf(campaignId: string) {
    const { rows } = await this.pool.query<{ state: string; stage: number; reason: string | null }>(
      'SELECT state, stage_percent AS stage, state_reason AS reason FROM campaign WHERE id = $1',
      [campaignId],
    );
    return rows[0];
  }

  /** Nothing of earlier tests speaks any more, and nobody has heard anything. */
  async silence(): Promise<void> {
    await this.pool.query("UPDATE campaign SET state = 'ENDED' WHERE state <> 'ENDED'");
    await this.pool.query("UPDATE campaign_touch SET state = 'STOPPED' WHERE state IN ('TOLD', 'HELD')");
    await this.pool.query('UPDATE access_grant SET revoked_at = now() WHERE revoked_at IS NULL');
  }

  close(): Promise<void> {
    return this.profiles.close();
  }
}
