import { createHash } from 'node:crypto';
import { newId } from '../../kernel/ids.js';
import type { Queries } from '../clocks/clock-rows.js';
import { findArticles } from '../knowledge/find-articles.js';
import { insertClassification } from '../levels/classification-rows.js';
import { type Classification, classify } from '../levels/classify.js';
import { promiseLevel } from '../levels/start-clocks.js';
import { chooseAgent } from '../staff/assign.js';
import { tell } from '../tell.js';
import { checkTags, checkText, subjectOf } from '../text/check-text.js';
import { languageOf, termsOf } from '../text/terms.js';
import { checkLinks, type Links, type Owner } from './check-links.js';
import { insertMessage } from './messages.js';
import { refuseFloods } from './refuse-floods.js';

export interface NewTicket extends Links {
  readonly text: string;
  readonly subject?: string | null;
  readonly topic?: string | null;
  readonly language?: 'zh' | 'en' | null;
  readonly complaint?: boolean | null;
  readonly tags?: readonly string[] | null;
  readonly author: 'CUSTOMER' | 'APP';
}

/**
 * Opens a ticket in the caller's transaction: the row, its first message, its level with the reasons, its clocks, whoever it is
 * assigned to, and what is told of it. Nobody has answered yet; that is a step of its own, so that a slow responder
 * holds no transaction open and a crash loses no question.
 *
 * @returns the ticket’s id
 * @throws DuplicateTicket
 * @throws PublicError TICKET_TEXT_INVALID, TICKET_TAGS_INVALID, TICKET_LINK_UNKNOWN, TICKET_TOO_MANY_OPEN
 */
export async function openTicket(client: Queries, owner: Owner, asked: NewTicket, at: number): Promise<string> {
  const question = checkText('text', asked.text);
  const subject = checkText('subject', asked.subject ?? subjectOf(question));
  const tags = checkTags(asked.tags ?? []);
  const links = await checkLinks(client, owner, asked);
  const digest = createHash('sha256').update(termsOf(question).join(' ')).digest();
  await refuseFloods(client, owner, digest, at);
  const language = asked.language ?? languageOf(question);
  const made = classify(`${subject}\n${question}`, await findArticles(client, question, language));
  const complaint = asked.complaint ?? made.complaint;
  const level = complaint && made.level === 'L1' ? 'L2' : made.level;
  const tier = await tierOf(client, owner.customerId);
  const id = newId();
  const topic = asked.topic ?? made.topic;
  const { customerId, appId } = owner;
  const ticket = { id, customerId, appId, accountId: links.accountId ?? null };
  const assignedTo = await chooseAgent(client, { customerId, tier, level, topic, language });
  await client.query({
    name: 'ticket_insert',
    text: INSERT_TICKET,
    values: [
      id,
      customerId,
      appId,
      complaint ? 'COMPLAINT' : 'QUESTION',
      topic,
      subject,
      question,
      digest,
      language,
      level,
      priorityOf(made, complaint, tier),
      tier,
      tags,
      links.accountId ?? null,
      links.transactionId ?? null,
      links.instrumentId ?? null,
      links.campaignId ?? null,
      links.pluginRunId ?? null,
      assignedTo,
      new Date(at),
      made.leaving,
    ],
  });
  const promisedAt = await promiseLevel(client, { id, tier }, level, at);
  await client.query('UPDATE ticket SET promised_at = $2 WHERE id = $1', [id, new Date(promisedAt)]);
  await insertMessage(client, ticket, { author: asked.author, kind: 'MESSAGE', body: question, at });
  await insertClassification(client, ticket, { ...made, source: 'RULES', level }, at);
  const promised = { level, promisedAt: new Date(promisedAt).toISOString() };
  await tell(client, ticket, at, [
    { type: 'ticket.opened', data: { ...promised, topic, kind: complaint ? 'COMPLAINT' : 'QUESTION' } },
    ...(complaint ? [{ type: 'ticket.complaint' as const, data: { about: aboutOf(links) } }] : []),
  ]);
  return id;
}

function priorityOf({ urgent }: Classification, complaint: boolean, tier: string): string {
  if (urgent) return 'URGENT';
  return complaint || tier === 'HIGH_NET_WORTH' ? 'HIGH' : 'NORMAL';
}

function aboutOf({ campaignId, pluginRunId }: Links): 'CAMPAIGN' | 'PLUGIN_RUN' | 'SERVICE' {
  if (campaignId != null) return 'CAMPAIGN';
  return pluginRunId != null ? 'PLUGIN_RUN' : 'SERVICE';
}

async function tierOf(client: Queries, customerId: string): Promise<string> {
  const { rows } = await client.query<{ tier: string }>('SELECT tier FROM customer WHERE id = $1', [customerId]);
  return rows[0]?.tier ?? 'MASS';
}

const INSERT_TICKET = `
INSERT INTO ticket (id, customer_id, app_id, kind, topic, subject, question, question_digest, language, level, priority, status, tier, tags,
  account_id, transaction_id, instrument_id, campaign_id, plugin_run_id, assigned_to, promised_at, opened_at, updated_at, leaving)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'NEW', $12, $13, $14, $15, $16, $17, $18, $19, $20, $20, $20, $21)`;
