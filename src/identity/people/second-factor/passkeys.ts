import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import type pg from 'pg';
import type { Clock } from '../../../kernel/clock.js';
import { inTransaction } from '../../../storage/index.js';
import { recordPersonEvent } from '../people.events.js';
import type { PersonKind } from '../roles.js';
import type { PersonSession } from '../sign-in/people-sessions.js';

/** ES256, EdDSA, RS256: what authenticators have (COSE numbers of RFC 9053). */
const ALGORITHMS = [-7, -8, -257];

interface StoredPasskey {
  readonly credential_id: string;
  readonly public_key: Buffer;
  readonly sign_count: string;
}

/**
 * Passkeys as a second factor (Web Authentication Level 3). A challenge belongs to one session and counts once; the
 * authenticator must have verified its user, and a signature counter that doesn't grow is a copied key.
 */
export class Passkeys {
  readonly #pool: pg.Pool;
  readonly #clock: Clock;
  readonly #origin: string;
  readonly #rpId: string;

  constructor(dependencies: { pool: pg.Pool; clock: Clock; publicUrl: string }) {
    this.#pool = dependencies.pool;
    this.#clock = dependencies.clock;
    this.#origin = new URL(dependencies.publicUrl).origin;
    this.#rpId = new URL(dependencies.publicUrl).hostname;
  }

  /** For `PublicKeyCredential.parseCreationOptionsFromJSON`. */
  async creationOptions(session: PersonSession): Promise<object> {
    const options = await generateRegistrationOptions({
      rpName: 'Openfolio',
      rpID: this.#rpId,
      userID: Buffer.from(session.personId),
      userName: session.email,
      userDisplayName: session.name,
      attestationType: 'none',
      supportedAlgorithmIDs: ALGORITHMS,
      authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
      excludeCredentials: (await this.#of(session.personId)).map(({ credential_id: id }) => ({ id })),
    });
    await this.#remember(session, options.challenge);
    return options;
  }

  /** @returns whether the passkey was kept */
  async add(kind: PersonKind, session: PersonSession, response: string): Promise<boolean> {
    const expectedChallenge = await this.#takeChallenge(session);
    const parsed = parse(response) as RegistrationResponseJSON | undefined;
    if (expectedChallenge === undefined || parsed === undefined) return false;
    const { verified, registrationInfo } = await orRefused(
      verifyRegistrationResponse({
        response: parsed,
        expectedChallenge,
        expectedOrigin: this.#origin,
        expectedRPID: this.#rpId,
        supportedAlgorithmIDs: ALGORITHMS,
      }),
    );
    if (!verified || !registrationInfo) return false;
    const { id, publicKey, counter } = registrationInfo.credential;
    const { personId } = session;
    const at = new Date(this.#clock.now());
    return inTransaction(this.#pool, async (client) => {
      const { rowCount } = await client.query(
        `INSERT INTO passkey (credential_id, person_id, public_key, sign_count, created_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT DO NOTHING`,
        [id, personId, Buffer.from(publicKey), counter, at],
      );
      if (rowCount !== 1) return false;
      const data = { factor: 'PASSKEY' as const };
      await recordPersonEvent(client, { kind, name: 'second_factor_added', personId, data, at });
      return true;
    });
  }

  /** For `PublicKeyCredential.parseRequestOptionsFromJSON`. */
  async requestOptions(session: PersonSession): Promise<object> {
    const options = await generateAuthenticationOptions({
      rpID: this.#rpId,
      userVerification: 'required',
      allowCredentials: (await this.#of(session.personId)).map(({ credential_id: id }) => ({ id })),
    });
    await this.#remember(session, options.challenge);
    return options;
  }

  /** @returns the signature's counter with its credential, or `undefined` when the answer is not one of this person to this session */
  async verify(session: PersonSession, response: string): Promise<{ id: string; counter: number } | undefined> {
    const expectedChallenge = await this.#takeChallenge(session);
    const parsed = parse(response) as AuthenticationResponseJSON | undefined;
    const stored = (await this.#of(session.personId)).find(({ credential_id: id }) => id === parsed?.id);
    if (expectedChallenge === undefined || parsed === undefined || stored === undefined) return undefined;
    const { verified, authenticationInfo } = await orRefused(
      verifyAuthenticationResponse({
        response: parsed,
        expectedChallenge,
        expectedOrigin: this.#origin,
        expectedRPID: this.#rpId,
        credential: {
          id: stored.credential_id,
          publicKey: new Uint8Array(stored.public_key),
          counter: Number(stored.sign_count),
        },
      }),
    );
    return verified && authenticationInfo
      ? { id: stored.credential_id, counter: authenticationInfo.newCounter }
      : undefined;
  }

  /** In the transaction that opens the session. Authenticators without a counter always say 0. */
  async use(client: pg.PoolClient, used: { id: string; counter: number }, at: Date): Promise<boolean> {
    const { rowCount } = await client.query(
      'UPDATE passkey SET sign_count = $2, last_used_at = $3 WHERE credential_id = $1 AND (sign_count < $2 OR (sign_count = 0 AND $2 = 0))',
      [used.id, used.counter, at],
    );
    return rowCount === 1;
  }

  async #of(personId: string): Promise<StoredPasskey[]> {
    const { rows } = await this.#pool.query<StoredPasskey>(
      'SELECT credential_id, public_key, sign_count FROM passkey WHERE person_id = $1 ORDER BY created_at',
      [personId],
    );
    return rows;
  }

  async #remember(session: PersonSession, challenge: string): Promise<void> {
    await this.#pool.query('UPDATE person_session SET passkey_challenge = $2 WHERE id_digest = $1', [
      session.idDigest,
      challenge,
    ]);
  }

  async #takeChallenge(session: PersonSession): Promise<string | undefined> {
    const { rows } = await this.#pool.query<{ challenge: string | null }>(
      `UPDATE person_session s SET passkey_challenge = NULL
       FROM (SELECT id_digest, passkey_challenge FROM person_session WHERE id_digest = $1 FOR UPDATE) old
       WHERE s.id_digest = old.id_digest RETURNING old.passkey_challenge AS challenge`,
      [session.idDigest],
    );
    return rows[0]?.challenge ?? undefined;
  }
}

/** Its shape is the library's to check; without an id it is no answer at all. */
function parse(text: string): { id: string } | undefined {
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === 'object' && value !== null && 'id' in value ? (value as { id: string }) : undefined;
  } catch {
    return undefined;
  }
}

/** The library throws for each thing that may be wrong with an answer; all of them are one refusal. */
async function orRefused<T extends { verified: boolean }>(
  verification: Promise<T>,
): Promise<Partial<T> & { verified: boolean }> {
  return verification.catch(() => ({ verified: false }) as Partial<T> & { verified: boolean });
}
