import type pg from 'pg';
import type { Clock } from '../../../kernel/clock.js';
import { newId } from '../../../kernel/ids.js';
import type { AttemptLimiter } from '../../../operation/attempts.js';
import { inTransaction } from '../../../storage/index.js';
import { parseName } from '../email.js';
import { digestOf } from '../opaque-token.js';
import { checkNewPassword } from '../password/check-new-password.js';
import { hashPassword } from '../password/hash-password.js';
import { peopleError } from '../people.errors.js';
import { recordPersonEvent } from '../people.events.js';
import type { PersonKind } from '../roles.js';
import { attempt } from '../sign-in/attempt-rules.js';
import type { CheckPassword } from '../sign-in/check-password.js';

/** An invitation that is still good, as its page shows it. */
export interface OpenInvitation {
  readonly id: string;
  readonly kind: PersonKind;
  readonly email: string;
  readonly name: string | null;
  readonly publisherId: string | null;
  readonly publisherName: string | null;
  readonly role: string;
  /** The account exists and has a password: it joins by that one, a new one is not set. */
  readonly hasAccount: boolean;
}

interface Answer {
  readonly token: string;
  readonly kind: PersonKind;
  readonly name: string;
  readonly password: string;
  readonly address: string;
}

const OPEN = `SELECT i.id, i.kind, i.email, i.name, i.publisher_id AS "publisherId", b.name AS "publisherName", i.role,
    p.password_hash IS NOT NULL AS "hasAccount"
  FROM invitation i LEFT JOIN publisher b ON b.id = i.publisher_id
  LEFT JOIN person p ON p.kind = i.kind AND p.email = i.email
  WHERE i.token_digest = $1 AND i.kind = $2 AND i.accepted_at IS NULL AND i.expires_at > $3
    AND (p.id IS NULL OR p.status = 'ACTIVE')`;

/** Turns an invitation into an account, or into a further role of one. Whoever accepts still has to sign in. */
export class AcceptInvitation {
  readonly #pool: pg.Pool;
  readonly #clock: Clock;
  readonly #limit: AttemptLimiter;
  readonly #checkPassword: CheckPassword;

  constructor(dependencies: { pool: pg.Pool; clock: Clock; limit: AttemptLimiter; checkPassword: CheckPassword }) {
    this.#pool = dependencies.pool;
    this.#clock = dependencies.clock;
    this.#limit = dependencies.limit;
    this.#checkPassword = dependencies.checkPassword;
  }

  /** @throws PublicError INVITATION_UNUSABLE, TOO_MANY_ATTEMPTS */
  async find(tried: { token: string; kind: PersonKind; address: string }): Promise<OpenInvitation> {
    await this.#limit(attempt('people-invitation-address', tried.address));
    const { rows } = await this.#pool.query<OpenInvitation>(OPEN, [
      digestOf(tried.token),
      tried.kind,
      new Date(this.#clock.now()),
    ]);
    const found = rows[0];
    if (!found) throw peopleError('INVITATION_UNUSABLE');
    return found;
  }

  /** @throws PublicError INVITATION_UNUSABLE, PERSON_INPUT_INVALID, TOO_MANY_ATTEMPTS */
  async accept(answer: Answer): Promise<void> {
    const invitation = await this.find(answer);
    const passwordHash = await this.#passwordFor(invitation, answer);
    const name = invitation.hasAccount ? invitation.email : parseName(answer.name || invitation.name || '');
    const at = new Date(this.#clock.now());
    await inTransaction(this.#pool, async (client) => {
      const used = await client.query('UPDATE invitation SET accepted_at = $2 WHERE id = $1 AND accepted_at IS NULL', [
        invitation.id,
        at,
      ]);
      if (used.rowCount !== 1) throw peopleError('INVITATION_UNUSABLE'); // another acceptance was faster
      const personId = await savePerson(client, invitation, { name, passwordHash, at });
      await addRole(client, invitation, personId, at);
      const { kind, role, publisherId } = invitation;
      await recordPersonEvent(client, { kind, name: 'joined', personId, data: { role, publisherId }, at });
    });
  }

  /** @returns the hash to set, or null where the account keeps its password, which was then right */
  async #passwordFor(invitation: OpenInvitation, { name, password, address }: Answer): Promise<string | null> {
    const { kind, email, hasAccount } = invitation;
    if (!hasAccount) {
      checkNewPassword(password, { email, name });
      return hashPassword(password);
    }
    if ((await this.#checkPassword.check({ kind, email, password, address })) === undefined) {
      throw peopleError('PERSON_INPUT_INVALID', { params: { reason: 'this is not the password of your account' } });
    }
    return null;
  }
}

/** Of an account that exists, the name stays. A password that exists is never overwritten here, whatever was true when the invitation was looked at. */
async function savePerson(
  client: pg.PoolClient,
  { kind, email }: OpenInvitation,
  { name, passwordHash, at }: { name: string; passwordHash: string | null; at: Date },
): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    `INSERT INTO person AS p (id, kind, email, name, status, password_hash, created_at)
     VALUES ($1, $2, $3, $4, 'ACTIVE', $5, $6)
     ON CONFLICT (kind, email) DO UPDATE SET password_hash = COALESCE(p.password_hash, EXCLUDED.password_hash)
       WHERE (p.password_hash IS NULL) = (EXCLUDED.password_hash IS NOT NULL) AND p.status = 'ACTIVE'
     RETURNING id`,
    [newId(), kind, email, name, passwordHash, at],
  );
  const id = rows[0]?.id;
  if (id === undefined) throw peopleError('INVITATION_UNUSABLE'); // the account changed in the meantime
  return id;
}

async function addRole(client: pg.PoolClient, invitation: OpenInvitation, personId: string, at: Date): Promise<void> {
  const { publisherId, role } = invitation;
  if (publisherId === null) {
    await client.query(
      'INSERT INTO staff_role (person_id, role, granted_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
      [personId, role, at],
    );
    return;
  }
  await client.query(
    `INSERT INTO publisher_member (publisher_id, person_id, role, joined_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (publisher_id, person_id) DO UPDATE SET role = EXCLUDED.role`,
    [publisherId, personId, role, at],
  );
}
