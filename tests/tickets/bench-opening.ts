import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { searchTerms } from '../../src/tickets/knowledge/search-terms.js';

/** What opening a ticket of L3 sends, statement by statement, for pgbench: written by hand, since every run needs ids of its own. */
export async function openingScript(customerId: string, appId: string): Promise<string> {
  const terms = `'{${searchTerms('Should I buy gold or bonds for plan 1?').join(',')}}'::text[]`;
  const of = (n: string) => `:${n}::uuid`;
  const articles = `WITH asked AS (SELECT unnest(${terms}) AS term), best AS (SELECT q.term, max(t.weight) AS weight FROM asked q LEFT JOIN (ticket_article_term t JOIN ticket_article a ON a.id = t.article_id AND a.language = 'en') ON t.term = q.term GROUP BY q.term), total AS (SELECT sum(COALESCE(weight, 4)) AS weight FROM best) SELECT a.id, a.key, a.language, a.level, a.topic, a.title, a.body, s.score, s.score / total.weight AS coverage FROM (SELECT t.article_id, sum(t.weight)::float8 AS score FROM ticket_article_term t JOIN asked q ON q.term = t.term GROUP BY t.article_id) s JOIN ticket_article a ON a.id = s.article_id AND a.language = 'en' CROSS JOIN total ORDER BY s.score DESC, a.key LIMIT 5`;
  const statements = [
    'BEGIN',
    `SELECT pg_advisory_xact_lock(hashtextextended('ticket:' || '${customerId}', 0))`,
    `SELECT count(*)::int AS open, min(s.id::text) AS same, min(s.opened_at) AS asked FROM ticket t LEFT JOIN LATERAL (SELECT t.id, t.opened_at WHERE t.app_id = '${appId}' AND t.question_digest = '\\x01' AND t.opened_at > now() - interval '1 day') s ON true WHERE t.customer_id = '${customerId}' AND t.status NOT IN ('SOLVED', 'CLOSED')`,
    articles,
    `SELECT tier FROM customer WHERE id = '${customerId}'`,
    `SELECT a.person_id FROM ticket_agent a CROSS JOIN LATERAL (SELECT count(*) AS open FROM ticket t WHERE t.assigned_to = a.person_id AND t.status NOT IN ('SOLVED', 'CLOSED')) load WHERE a.available AND 'L3' = ANY (a.levels) ORDER BY load.open LIMIT 1`,
    `INSERT INTO ticket (id, customer_id, app_id, kind, topic, subject, question, question_digest, language, level, priority, status, tier, promised_at, opened_at, updated_at) VALUES (${of('t')}, '${customerId}', '${appId}', 'QUESTION', 'ADVICE', 'Should I buy gold or bonds for plan 1?', 'Should I buy gold or bonds for plan 1?', '\\x01', 'en', 'L3', 'NORMAL', 'CLOSED', 'MASS', now(), now(), now())`,
    "SELECT clock, target_ms, warn_before_ms, calendar, met_by FROM ticket_policy WHERE level = 'L3' AND tier IN ('MASS', 'ANY') ORDER BY tier = 'ANY' LIMIT 1",
    `SELECT * FROM ticket_clock WHERE ticket_id = ${of('t')} FOR UPDATE`,
    `INSERT INTO ticket_clock (ticket_id, kind, state, calendar, target_ms, warn_before_ms, met_by, started_at, running_since, due_at, next_at) VALUES (${of('t')}, 'HUMAN', 'RUNNING', 'TRADING_DAYS', 172800000, 14400000, 'HUMAN_ANSWER', now(), now(), now() + interval '2 days', now() + interval '44 hours')`,
    `UPDATE ticket SET promised_at = now() + interval '2 days' WHERE id = ${of('t')}`,
    `INSERT INTO ticket_message (id, ticket_id, customer_id, app_id, author, kind, body, at) VALUES (${of('m')}, ${of('t')}, '${customerId}', '${appId}', 'CUSTOMER', 'MESSAGE', 'Should I buy gold or bonds for plan 1?', now())`,
    `INSERT INTO ticket_classification (id, ticket_id, customer_id, app_id, source, level, confidence, reasons, at) VALUES (${of('k')}, ${of('t')}, '${customerId}', '${appId}', 'RULES', 'L3', 0.9, '{"L3: it asks what to buy, sell or hold"}', now())`,
    `INSERT INTO event (id, type, customer_id, app_id, subject_id, data, occurred_at) VALUES (${of('e')}, 'ticket.opened', '${customerId}', '${appId}', ${of('t')}, jsonb_build_object('level', 'L3', 'topic', 'ADVICE', 'kind', 'QUESTION', 'promisedAt', now()), now())`,
    'COMMIT',
    `SELECT question, language, topic FROM ticket WHERE id = ${of('t')} AND status = 'NEW' AND assistant_responded_at IS NULL`,
    articles,
    'BEGIN',
    `SELECT id FROM ticket WHERE id = ${of('t')} FOR UPDATE`,
    'COMMIT',
    `SELECT * FROM ticket WHERE id = ${of('t')}`,
    `SELECT * FROM ticket_message WHERE ticket_id = ${of('t')} ORDER BY at, id LIMIT 51`,
    `SELECT * FROM ticket_classification WHERE ticket_id = ${of('t')}`,
    `SELECT * FROM ticket_handoff WHERE ticket_id = ${of('t')}`,
  ];
  const ids =
    'SELECT gen_random_uuid() AS t, gen_random_uuid() AS m, gen_random_uuid() AS k, gen_random_uuid() AS e \\gset';
  const file = join(tmpdir(), `openfolio-bench-open-${process.pid}.sql`);
  await writeFile(file, `${ids}\n${statements.join(';\n')};\n`);
  return file;
}
