import type pg from 'pg';
import { dueAt, type Level, nextAt, type Policy, type TicketClock } from './clock.js';

/** The policy of a level: the one for the tier, else the one for all. */
export async function policyOf(client: Queries, level: Level, tier: string): Promise<Policy> {
  const { rows } = await client.query<PolicyRow>({
    name: 'ticket_policy',
    text: `SELECT clock, target_ms, warn_before_ms, calendar, met_by FROM ticket_policy
           WHERE level = $1 AND tier IN ($2, 'ANY') ORDER BY tier = 'ANY' LIMIT 1`,
    values: [level, tier],
  });
  if (!rows[0]) throw new Error(`No policy for level ${level}`);
  return toPolicy(rows[0]);
}

export async function readClocks(client: Queries, ticketId: string): Promise<readonly TicketClock[]> {
  const { rows } = await client.query<ClockRow>({
    name: 'ticket_clocks',
    text: 'SELECT *, kind AS clock FROM ticket_clock WHERE ticket_id = $1 ORDER BY kind FOR UPDATE',
    values: [ticketId],
  });
  return rows.map(toClock);
}

export async function writeClock(client: Queries, ticketId: string, clock: TicketClock): Promise<void> {
  await client.query({
    name: 'ticket_clock_write',
    text: WRITE_CLOCK,
    values: [
      ticketId,
      clock.clock,
      clock.state,
      clock.calendar,
      clock.targetMs,
      clock.warnBeforeMs,
      clock.metBy,
      dateOf(clock.startedAt),
      dateOf(clock.runningSince),
      clock.consumedMs,
      dateOf(dueAt(clock)),
      dateOf(nextAt(clock)),
      dateOf(clock.warnedAt),
      dateOf(clock.breachedAt),
      dateOf(clock.metAt),
    ],
  });
}

export type Queries = Pick<pg.ClientBase, 'query'>;

interface PolicyRow {
  readonly clock: Policy['clock'];
  readonly target_ms: string;
  readonly warn_before_ms: string;
  readonly calendar: Policy['calendar'];
  readonly met_by: Policy['metBy'];
}

export interface ClockRow extends PolicyRow {
  readonly state: TicketClock['state'];
  readonly started_at: Date;
  readonly running_since: Date | null;
  readonly consumed_ms: string;
  readonly warned_at: Date | null;
  readonly breached_at: Date | null;
  readonly met_at: Date | null;
}

export function toClock(row: ClockRow): TicketClock {
  return {
    ...toPolicy(row),
    state: row.state,
    startedAt: row.started_at.getTime(),
    runningSince: row.running_since?.getTime() ?? null,
    consumedMs: Number(row.consumed_ms),
    warnedAt: row.warned_at?.getTime() ?? null,
    breachedAt: row.breached_at?.getTime() ?? null,
    metAt: row.met_at?.getTime() ?? null,
  };
}

function toPolicy(row: PolicyRow): Policy {
  return {
    clock: row.clock,
    targetMs: Number(row.target_ms),
    warnBeforeMs: Number(row.warn_before_ms),
    calendar: row.calendar,
    metBy: row.met_by,
  };
}

function dateOf(at: number | null): Date | null {
  return at === null ? null : new Date(at);
}

const WRITE_CLOCK = `
INSERT INTO ticket_clock (ticket_id, kind, state, calendar, target_ms, warn_before_ms, met_by, started_at, running_since, consumed_ms,
  due_at, next_at, warned_at, breached_at, met_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
ON CONFLICT (ticket_id, kind) DO UPDATE SET state = $3, calendar = $4, target_ms = $5, warn_before_ms = $6, met_by = $7,
  running_since = $9, consumed_ms = $10, due_at = $11, next_at = $12, warned_at = $13, breached_at = $14, met_at = $15`;
