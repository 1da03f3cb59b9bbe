import type { Clock } from '../../kernel/clock.js';
import type { OperationIds } from '../../operation/index.js';
import type { ClaimedDelivery } from './claim-deliveries.js';
import type { FindAuthority } from './find-authority.js';
import { judgeOutcome, type Verdict } from './judge-outcome.js';
import type { Rendered, RenderPayload } from './render-payload.js';
import { delayAfter } from './retry-schedule.js';
import type { SendPayload } from './send-payload.js';
import type { SettleDeliveries, Settlement } from './settle-deliveries.js';
import { signPayload } from './sign-payload.js';

export interface DeliverParts {
  readonly clock: Clock;
  readonly authority: FindAuthority;
  readonly render: RenderPayload;
  readonly send: SendPayload;
  readonly settle: SettleDeliveries;
  readonly idsOf: (appId: string) => OperationIds;
  readonly random?: () => number;
}

const SUSPENDED_MS = 300_000;
const USER_AGENT = 'Openfolio-Hooks/1';

type Ending = Pick<Settlement, 'state' | 'reason' | 'nextAt' | 'pause' | 'attempt'>;

/** One turn of one delivery: authority, bytes, signature, sending, settlement. */
export class Deliver {
  readonly #parts: DeliverParts;
  readonly #random: () => number;

  constructor(parts: DeliverParts) {
    this.#parts = parts;
    this.#random = parts.random ?? Math.random;
  }

  /** Throws only when the database can't be asked or told; the lease then ends by itself. */
  async turn(delivery: ClaimedDelivery): Promise<void> {
    const { clock, settle } = this.#parts;
    const at = clock.now();
    const ending = await this.#ending(delivery, at);
    await settle.settle({ delivery, at, durationMs: Math.max(0, Math.round(clock.now() - at)), ...ending });
  }

  async #ending(delivery: ClaimedDelivery, at: number): Promise<Ending> {
    const authority = await this.#parts.authority.of(delivery, at);
    if (authority.kind === 'ended') return ended(authority.state, authority.reason, at);
    if (authority.kind === 'later') return waiting(authority.reason, at + SUSPENDED_MS);
    const rendered = await this.#bytes(delivery, authority.grantId, at);
    if (rendered.kind === 'ended') return ended(rendered.state, rendered.reason, at);
    if (rendered.kind === 'postponed') return waiting(rendered.reason, at + rendered.afterMs);
    if (rendered.kind === 'failed') return this.#after(delivery, renderFailed(rendered.detail), at);
    return this.#after(delivery, await this.#post(delivery, rendered.body), this.#parts.clock.now());
  }

  /** Rendered once: later tries and replays send the stored bytes. */
  async #bytes(delivery: ClaimedDelivery, grantId: string, at: number): Promise<Rendered> {
    if (delivery.body !== null) return { kind: 'rendered', body: delivery.body };
    const rendered = await this.#parts.render.render(delivery, delivery.appId, grantId, at);
    if (rendered.kind !== 'rendered') return rendered;
    const body = await this.#parts.settle.keepBody(delivery.id, grantId, rendered.body);
    return body === undefined
      ? { kind: 'ended', state: 'CANCELLED', reason: 'GRANT_REVOKED' }
      : { kind: 'rendered', body };
  }

  async #post(delivery: ClaimedDelivery, body: string): Promise<Verdict> {
    const { clock, send, idsOf } = this.#parts;
    const id = idsOf(delivery.appId).encode('msg', delivery.id);
    const signed = signPayload({ id, timestamp: Math.floor(clock.now() / 1000), body }, delivery.keys);
    const headers = { 'content-type': 'application/json', 'user-agent': USER_AGENT, ...signed };
    return judgeOutcome(await send({ url: delivery.url, headers, body }), clock.now());
  }

  #after(delivery: ClaimedDelivery, attempt: Verdict, now: number): Ending {
    if (attempt.outcome === 'DELIVERED') return { ...ended('DELIVERED', null, now), attempt };
    if (attempt.outcome === 'GONE') return { ...ended('FAILED', 'GONE', now), attempt, pause: 'GONE' };
    const delay = delayAfter(delivery.tries + 1, attempt.retryAfterMs, this.#random());
    if (delay === undefined) return { ...ended('FAILED', 'EXHAUSTED', now), attempt, pause: 'EXHAUSTED' };
    return { ...waiting(attempt.outcome, now + delay), attempt };
  }
}

function ended(state: 'DELIVERED' | 'FAILED' | 'CANCELLED' | 'WITHHELD', reason: string | null, at: number): Ending {
  return { state, reason, nextAt: at };
}

function waiting(reason: string, nextAt: number): Ending {
  return { state: 'PENDING', reason, nextAt };
}

function renderFailed(detail: string): Verdict {
  return { outcome: 'RENDER_FAILED', httpStatus: null, detail, retryAfterMs: undefined };
}
