import type pg from 'pg';

/**
 * Tickets and ten messages each, made by the database itself. Ids rise like the platform's own (UUID v7), one ticket in twenty is open,
 * levels and topics are spread independently of that, and questions are of words that come and go so that a search finds few.
 */
export async function makeTickets(
  owner: pg.ClientBase,
  appId: string,
  { first, last, customers }: { first: number; last: number; customers: number },
): Promise<void> {
  await owner.query("SET session_replication_role = 'replica'"); // references are right by construction; checking ten million costs minutes
  await owner.query("SET synchronous_commit = 'off'");
  await owner.query(
    `INSERT INTO customer (id, external_ref, name_zh, name_en, tier, risk_level, onboarded_at)
     SELECT ${uuid('00', 'n')}, 'bench-' || n, 'n', 'n', 'MASS', 'C3', '2020-01-01' FROM generate_series(1, $1::int) n ON CONFLICT DO NOTHING`,
    [customers],
  );
  for (let from = first; from <= last; from += CHUNK) {
    const to = Math.min(last, from + CHUNK - 1);
    await owner.query(TICKETS, [from, to, appId, customers]);
    await owner.query(MESSAGES, [from, to, appId, customers]);
    await owner.query(CLOCKS, [from, to]);
  }
  await owner.query("SET session_replication_role = 'origin'");
  await owner.query('ANALYZE ticket, ticket_message, ticket_clock, customer');
}

/** The id of a customer of the many. */
export function benchCustomer(number: number): string {
  return `01900000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;
}

const CHUNK = 100_000;

function uuid(kind: string, n: string): string {
  return `('0190${kind}00-0000-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`;
}

const OPENED = "timestamptz '2025-10-01' + n * interval '25 seconds'";

const TICKETS = `
INSERT INTO ticket (id, customer_id, app_id, kind, topic, subject, question, question_digest, language, level, priority, status, tier,
  promised_at, opened_at, updated_at, first_responded_at, solved_at)
SELECT ${uuid('01', 'n')}, ${uuid('00', '(1 + n % $4)')}, $3::uuid, 'QUESTION',
  (ARRAY['ACCOUNT', 'TRADING', 'FUNDS', 'PRODUCT', 'TAX', 'ADVICE', 'TECHNICAL', 'OTHER'])[1 + (n / 7) % 8], 'Order ' || n,
  '委托编号 ' || n || (ARRAY['为什么没有成交', '什么时候到账', '手续费怎么算', 'how do I cancel it', 'why was it rejected'])[1 + (n / 3) % 5] || ' word' || n % 5000,
  '\\x00', 'zh', (ARRAY['L1', 'L2', 'L2', 'L3'])[1 + (n / 60) % 4], 'NORMAL',
  CASE WHEN n % 20 = 0 THEN (ARRAY['NEW', 'OPEN', 'WAITING_FOR_BROKERAGE'])[1 + (n / 20) % 3] ELSE 'CLOSED' END, 'MASS',
  ${OPENED} + interval '15 minutes', ${OPENED}, ${OPENED}, ${OPENED} + interval '9 minutes',
  CASE WHEN n % 20 <> 0 THEN ${OPENED} + interval '1 hour' END
FROM generate_series($1::bigint, $2::bigint) n`;

const MESSAGES = `
INSERT INTO ticket_message (id, ticket_id, customer_id, app_id, author, kind, body, at)
SELECT ${uuid('02', 'n * 10 + m')}, ${uuid('01', 'n')}, ${uuid('00', '(1 + n % $4)')}, $3::uuid,
  CASE m % 2 WHEN 0 THEN 'CUSTOMER' ELSE 'STAFF' END, 'MESSAGE', 'Message ' || m || ' of ticket ' || n, ${OPENED} + m * interval '3 minutes'
FROM generate_series($1::bigint, $2::bigint) n, generate_series(0, 9) m`;

const CLOCKS = `
INSERT INTO ticket_clock (ticket_id, kind, state, calendar, target_ms, warn_before_ms, met_by, started_at)
SELECT ${uuid('01', 'n')}, 'HUMAN', 'MET', 'SERVICE_HOURS', 900000, 300000, 'HUMAN_REPLY', ${OPENED}
FROM generate_series($1::bigint, $2::bigint) n`;
