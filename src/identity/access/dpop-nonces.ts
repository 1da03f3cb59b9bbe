import { createHmac } from 'node:crypto';

const PERIOD_MS = 120_000;

/**
 * Nonces that the server asks for (RFC 9449 §9), without state: HMAC-SHA256 of the two-minute period under a secret that
 * all processes share. The current and the previous one are accepted. They stop proofs made in advance, e.g. by malware
 * that holds the key only briefly; replay is stopped by `jti` already, so nonces are optional.
 */
export class DpopNonces {
  readonly #secret: Buffer;
  #period = Number.NaN;
  #current = '';
  #previous = '';

  constructor(options: { secret: Buffer }) {
    this.#secret = options.secret;
  }

  current(nowMs: number): string {
    this.#roll(nowMs);
    return this.#current;
  }

  accepts(nonce: unknown, nowMs: number): boolean {
    this.#roll(nowMs);
    return nonce === this.#current || nonce === this.#previous;
  }

  #roll(nowMs: number): void {
    const period = Math.floor(nowMs / PERIOD_MS);
    if (period === this.#period) return;
    this.#period = period;
    this.#current = this.#nonce(period);
    this.#previous = this.#nonce(period - 1);
  }

  #nonce(period: number): string {
    return createHmac('sha256', this.#secret).update(`openfolio/dpop-nonce/v1:${period}`).digest('base64url');
  }
}
