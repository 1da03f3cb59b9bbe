import { addBusinessMs, type BusinessCalendar, businessMsBetween } from './business-time.js';

export type Level = 'L1' | 'L2' | 'L3';

/** What is promised at a level to customers of a tier. */
export interface Policy {
  readonly clock: 'ASSISTANT' | 'HUMAN';
  readonly targetMs: number;
  readonly warnBeforeMs: number;
  readonly calendar: BusinessCalendar;
  /** ANY_REPLY: also the assistant’s. HUMAN_REPLY: a person’s, be it a question. HUMAN_ANSWER: what the customer asked for. */
  readonly metBy: 'ANY_REPLY' | 'HUMAN_REPLY' | 'HUMAN_ANSWER';
}

/** A clock as stored; instants are epoch ms. `consumedMs` is business time of finished stretches. */
export interface TicketClock extends Policy {
  readonly state: 'RUNNING' | 'PAUSED' | 'MET' | 'ENDED';
  /** The first start. Nothing moves it: who opens a ticket again has waited since then. */
  readonly startedAt: number;
  readonly runningSince: number | null;
  readonly consumedMs: number;
  readonly warnedAt: number | null;
  readonly breachedAt: number | null;
  readonly metAt: number | null;
}

export interface Reply {
  readonly author: 'CUSTOMER' | 'APP' | 'ASSISTANT' | 'STAFF';
  readonly kind: 'MESSAGE' | 'QUESTION' | 'ANSWER';
}

export function start(policy: Policy, at: number): TicketClock {
  return {
    ...policy,
    state: 'RUNNING',
    startedAt: at,
    runningSince: at,
    consumedMs: 0,
    warnedAt: null,
    breachedAt: null,
    metAt: null,
  };
}

/** While the customer is asked for something. A clock that does not run is left as it is. */
export function pause(clock: TicketClock, at: number): TicketClock {
  return clock.state === 'RUNNING' ? stopped(clock, 'PAUSED', at) : clock;
}

/** Goes on with what was left, also after it was met: the first clock counts when a ticket is opened again. */
export function resume(clock: TicketClock, at: number): TicketClock {
  return clock.state === 'RUNNING' ? clock : { ...clock, state: 'RUNNING', runningSince: at, metAt: null };
}

export function end(clock: TicketClock, at: number): TicketClock {
  return clock.state === 'MET' ? clock : stopped(clock, 'ENDED', at);
}

/** A reply stops the clock when it is what the policy promises; the assistant never stops the clock of a person. */
export function hear(clock: TicketClock, reply: Reply, at: number): TicketClock {
  if (clock.state === 'ENDED' || clock.state === 'MET' || !meets(clock.metBy, reply)) return clock;
  return { ...stopped(clock, 'MET', at), metAt: at };
}

/** Another level promises something else, from the first start on: the time that was used stays used. */
export function follow(clock: TicketClock, policy: Policy, at: number): TicketClock {
  const used = usedMs(clock, at);
  return {
    ...clock,
    ...policy,
    state: 'RUNNING',
    runningSince: at,
    consumedMs: used,
    warnedAt: null,
    breachedAt: null,
    metAt: null,
  };
}

/** @returns when what is promised is due; `null` while it doesn’t run */
export function dueAt(clock: TicketClock): number | null {
  return instantOf(clock, clock.targetMs);
}

/** @returns when the timer has to look again; `null` when nothing is left to tell */
export function nextAt(clock: TicketClock): number | null {
  if (clock.breachedAt !== null) return null;
  return clock.warnedAt === null ? instantOf(clock, clock.targetMs - clock.warnBeforeMs) : dueAt(clock);
}

/** What has to be told at `at`. A warning that comes too late is left out: the breach says it all. */
export function tick(clock: TicketClock, at: number): { clock: TicketClock; tell: 'WARNING' | 'BREACH' | null } {
  const due = dueAt(clock);
  const next = nextAt(clock);
  if (due === null || next === null || next > at) return { clock, tell: null };
  if (due <= at) return { clock: { ...clock, warnedAt: clock.warnedAt ?? at, breachedAt: at }, tell: 'BREACH' };
  return { clock: { ...clock, warnedAt: at }, tell: 'WARNING' };
}

function meets(metBy: Policy['metBy'], { author, kind }: Reply): boolean {
  if (author === 'ASSISTANT') return metBy === 'ANY_REPLY';
  if (author !== 'STAFF') return false;
  return metBy !== 'HUMAN_ANSWER' || kind === 'ANSWER';
}

function stopped(clock: TicketClock, state: TicketClock['state'], at: number): TicketClock {
  return { ...clock, state, consumedMs: usedMs(clock, at), runningSince: null };
}

function usedMs({ calendar, consumedMs, runningSince }: TicketClock, at: number): number {
  return consumedMs + (runningSince === null ? 0 : businessMsBetween(calendar, runningSince, at));
}

function instantOf({ calendar, consumedMs, runningSince }: TicketClock, ms: number): number | null {
  return runningSince === null ? null : addBusinessMs(calendar, runningSince, Math.max(0, ms - consumedMs));
}
