import type { IDToken } from 'openid-client';
import type pg from 'pg';
import type { Clock } from '../../../kernel/clock.js';
import { digestOf, newToken } from '../opaque-token.js';
import { peopleError } from '../people.errors.js';
import type { BrokerageProvider } from './brokerage-provider.js';

const VALID_MS = 10 * 60_000;

/** Where a customer goes after signing in: on with an app's request, or to the customer's own pages. */
export interface SignedInCustomer {
  readonly customerId: string;
  readonly interactionUid: string | null;
}

interface Row {
  readonly nonce: string;
  readonly code_verifier: string;
  readonly interaction_uid: string | null;
}

/**
 * Takes a customer to the brokerage's sign-in and back. Each way is one row that counts once and only in the browser that it
 * began in, so nobody can be signed in as somebody else by a link (login CSRF, RFC 6749 §10.12).
 * The brokerage's name for the customer stays here; inside there is one customer id, outside a pairwise id per app.
 */
export class CustomerSignIn {
  readonly #pool: pg.Pool;
  readonly #clock: Clock;
  readonly #provider: BrokerageProvider;
  readonly #claim: string;

  /** @param dependencies.claim of the ID token that equals `customer.external_ref` */
  constructor(dependencies: { pool: pg.Pool; clock: Clock; provider: BrokerageProvider; claim: string }) {
    this.#pool = dependencies.pool;
    this.#clock = dependencies.clock;
    this.#provider = dependencies.provider;
    this.#claim = dependencies.claim;
  }

  /**
   * @returns where to send the browser, and what its cookie must hold when it comes back
   * @throws PublicError SIGN_IN_UNAVAILABLE
   */
  async begin(way: { interactionUid: string | null; reauthenticate: boolean }): Promise<{ url: URL; browser: string }> {
    const { url, checks } = await this.#provider.begin(way.reauthenticate);
    const browser = newToken();
    const now = this.#clock.now();
    await this.#pool.query(
      `INSERT INTO customer_sign_in (state_digest, browser_digest, nonce, code_verifier, interaction_uid, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [
        digestOf(checks.state),
        digestOf(browser),
        checks.nonce,
        checks.codeVerifier,
        way.interactionUid,
        new Date(now + VALID_MS),
      ],
    );
    return { url, browser };
  }

  /**
   * @param callback the address that the browser came back to, with its query
   * @returns the customer; an interaction then takes it up once with {@link takeUp}
   * @throws PublicError CUSTOMER_SIGN_IN_FAILED, CUSTOMER_UNKNOWN, SIGN_IN_UNAVAILABLE
   */
  async finish(callback: URL, browser: string | undefined): Promise<SignedInCustomer> {
    const state = callback.searchParams.get('state') ?? '';
    const row = await this.#take(state, browser ?? '');
    if (!row) throw peopleError('CUSTOMER_SIGN_IN_FAILED');
    const { nonce, code_verifier: codeVerifier, interaction_uid: interactionUid } = row;
    const claims = await this.#provider.finish(callback, { state, nonce, codeVerifier });
    if (!claims) throw peopleError('CUSTOMER_SIGN_IN_FAILED');
    const customerId = await this.#customerOf(claims);
    if (interactionUid !== null) {
      await this.#pool.query('UPDATE customer_sign_in SET customer_id = $2 WHERE state_digest = $1', [
        digestOf(state),
        customerId,
      ]);
    }
    return { customerId, interactionUid };
  }

  /** Who came back for this interaction in this browser; once. */
  async takeUp(interactionUid: string, browser: string | undefined): Promise<string | undefined> {
    const { rows } = await this.#pool.query<{ customer_id: string }>(
      `DELETE FROM customer_sign_in
       WHERE browser_digest = $1 AND interaction_uid = $2 AND customer_id IS NOT NULL AND expires_at > $3
       RETURNING customer_id`,
      [digestOf(browser ?? ''), interactionUid, new Date(this.#clock.now())],
    );
    return rows[0]?.customer_id;
  }

  /** Emptying the verifier marks the row as used: of twenty returns with one state, one goes on. */
  async #take(state: string, browser: string): Promise<Row | undefined> {
    const { rows } = await this.#pool.query<Row>(
      `UPDATE customer_sign_in s SET code_verifier = ''
       FROM (SELECT state_digest, nonce, code_verifier, interaction_uid FROM customer_sign_in
             WHERE state_digest = $1 AND browser_digest = $2 AND code_verifier <> '' AND expires_at > $3 FOR UPDATE) old
       WHERE s.state_digest = old.state_digest
       RETURNING old.nonce, old.code_verifier, old.interaction_uid`,
      [digestOf(state), digestOf(browser), new Date(this.#clock.now())],
    );
    return rows[0];
  }

  async #customerOf(claims: IDToken): Promise<string> {
    const subject = claims[this.#claim];
    if (typeof subject !== 'string' || subject === '') throw peopleError('CUSTOMER_UNKNOWN');
    const { rows } = await this.#pool.query<{ id: string | null }>('SELECT customer_of_external_ref($1) AS id', [
      subject,
    ]);
    const id = rows[0]?.id;
    if (id == null) throw peopleError('CUSTOMER_UNKNOWN');
    return id;
  }
}
