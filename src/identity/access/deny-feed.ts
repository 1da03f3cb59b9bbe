import type { Clock } from '../../kernel/clock.js';
import type { AuthorityChannel } from './authority-channel.js';

export interface Revocation {
  readonly grantId: string | null;
  readonly appId: string | null;
  readonly clientId: string | null;
  /** When it ended, as its writer saw it; milliseconds. */
  readonly at: number;
}

const KEPT_MS = 15 * 60_000;
const STALE_MS = 10_000;
const WINDOW_MS = 60_000;
/** Machines' clocks differ: a token counts as older than a suspension up to this much after it. */
const SKEW_MS = 60_000;

/**
 * What ended in the last 15 minutes: access tokens live for at most 5, so older ends need no entry.
 *
 * NOTIFY brings a revocation to another process within 1 to 2 ms of its commit (measured on one machine); a poll every
 * 2 s on the same connection proves that the feed is alive and finds what a reconnection missed. When no poll was answered for 10 s, `isFresh` is false and the
 * gateway refuses everything: no news may not be taken for good news.
 *
 * `seq` is drawn at INSERT but shown at COMMIT, so a slow transaction can publish 41 after 42 was read. Each poll
 * therefore reads again from where the feed stood 60 to 120 s ago, longer than any transaction that ends a grant may last.
 */
export class DenyFeed {
  readonly #channel: AuthorityChannel;
  readonly #clock: Clock;
  readonly #elapsedMs: () => number;
  readonly #pollMs: number;
  readonly #listeners = new Set<(revocation: Revocation) => void>();
  /** grant → forgotten at; app or client → ended at and forgotten at. */
  readonly #grants = new Map<string, number>();
  readonly #apps = new Map<string, { endedAt: number; forgetAt: number }>();
  #seen = new Set<string>();
  #window = { floor: '0', next: '0', rolledAt: Number.NEGATIVE_INFINITY };
  #freshAt = Number.NEGATIVE_INFINITY;
  #reading: Promise<void> | undefined;
  #again = false;
  #timer: NodeJS.Timeout | undefined;
  #unsubscribe: () => void = () => {};

  /** @param options.elapsedMs a monotonic clock: freshness must not depend on a wall clock that someone can set */
  constructor(options: { channel: AuthorityChannel; clock: Clock; elapsedMs?: () => number; pollMs?: number }) {
    this.#channel = options.channel;
    this.#clock = options.clock;
    this.#elapsedMs = options.elapsedMs ?? (() => performance.now());
    this.#pollMs = options.pollMs ?? 2000;
  }

  /** Reads the last 15 minutes before it returns. The channel must be started. @throws when the database doesn't answer */
  async start(): Promise<void> {
    this.#unsubscribe = this.#channel.on('grant_revocation', () => this.#poll());
    const [row] = await this.#channel.query<{ floor: string }>(FLOOR, [new Date(this.#clock.now() - KEPT_MS)]);
    this.#window = { floor: row?.floor ?? '0', next: row?.floor ?? '0', rolledAt: this.#elapsedMs() };
    await this.#read();
    this.#timer = setInterval(() => this.#poll(), this.#pollMs).unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#unsubscribe();
    await this.#reading;
  }

  isFresh(): boolean {
    return this.#elapsedMs() - this.#freshAt <= STALE_MS;
  }

  /**
   * @param app the app's id or its client id
   * @param issuedAt milliseconds; an app that was suspended and approved again may use tokens of after its suspension
   */
  isDenied(grantId: string, app: string, issuedAt: number): boolean {
    if (this.#grants.has(grantId)) return true;
    const ended = this.#apps.get(app);
    return ended !== undefined && issuedAt <= ended.endedAt + SKEW_MS;
  }

  /** Called once per revocation, in the order of reading. @returns the undo */
  onRevocation(listener: (revocation: Revocation) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** A notification during a read may speak of a row that this read's snapshot lacks, so one more read follows. */
  #poll(): void {
    if (this.#reading) {
      this.#again = true;
      return;
    }
    this.#reading = this.#read()
      .catch(() => {}) // shows as staleness
      .finally(() => {
        this.#reading = undefined;
        if (!this.#again) return;
        this.#again = false;
        this.#poll();
      });
  }

  async #read(): Promise<void> {
    const startedAt = this.#elapsedMs(); // of the question, not the answer: the snapshot is at least as new as this
    const rows = await this.#channel.query<RevocationRow>(SINCE, [this.#window.floor]);
    for (const row of rows) this.#admit(row, startedAt);
    this.#rollWindow(rows.at(-1)?.seq, startedAt);
    this.#freshAt = startedAt;
  }

  #admit(row: RevocationRow, now: number): void {
    if (this.#seen.has(row.seq)) return;
    this.#seen.add(row.seq);
    const revocation = { grantId: row.grant_id, appId: row.app_id, clientId: row.client_id, at: Number(row.at_ms) };
    if (revocation.grantId !== null) this.#grants.set(revocation.grantId, now + KEPT_MS);
    for (const app of [revocation.appId, revocation.clientId]) {
      if (app !== null) this.#apps.set(app, { endedAt: revocation.at, forgetAt: now + KEPT_MS });
    }
    for (const listener of this.#listeners) listener(revocation);
  }

  #rollWindow(lastSeq: string | undefined, now: number): void {
    if (now - this.#window.rolledAt < WINDOW_MS) return;
    const { next } = this.#window;
    this.#window = { floor: next, next: lastSeq ?? next, rolledAt: now };
    this.#seen = new Set([...this.#seen].filter((seq) => BigInt(seq) > BigInt(next)));
    for (const [id, forgetAt] of this.#grants) if (forgetAt <= now) this.#grants.delete(id);
    for (const [id, entry] of this.#apps) if (entry.forgetAt <= now) this.#apps.delete(id);
  }
}

interface RevocationRow {
  readonly [column: string]: unknown;
  readonly seq: string;
  readonly grant_id: string | null;
  readonly app_id: string | null;
  readonly client_id: string | null;
  readonly at_ms: string;
}

/** A thousand earlier rows cost nothing and cover transactions that were open while the first of these committed. */
const FLOOR =
  'SELECT (COALESCE(min(seq) FILTER (WHERE at >= $1), max(seq) + 1, 1) - 1000)::text AS floor FROM grant_revocation';

const SINCE = `SELECT r.seq::text, r.grant_id, r.app_id, a.client_id, (extract(epoch FROM r.at) * 1000)::bigint::text AS at_ms
  FROM grant_revocation r LEFT JOIN app a ON a.id = r.app_id WHERE r.seq > $1 ORDER BY r.seq`;
