import type { FastifyReply, FastifyRequest } from 'fastify';
import type pg from 'pg';
import type { EnrolTotp } from '../second-factor/enrol-totp.js';
import type { Passkeys } from '../second-factor/passkeys.js';
import type { CheckPassword } from '../sign-in/check-password.js';
import type { CheckSecondFactor } from '../sign-in/check-second-factor.js';
import type { PersonSession } from '../sign-in/people-sessions.js';
import type { SignedInPeople } from '../signed-in-person.js';
import type { PeopleDoor } from './people-door.js';
import { enrolPage, passwordPage, recoveryCodesPage, secondFactorPage } from './people-pages.js';
import { textOf } from './text-of.js';

export interface SignInParts {
  readonly pool: pg.Pool;
  readonly checkPassword: CheckPassword;
  readonly checkSecondFactor: CheckSecondFactor;
  readonly enrolTotp: EnrolTotp;
  readonly passkeys: Passkeys;
  readonly people: SignedInPeople;
}

/** Password, then second factor. Each step that opens more gives the browser a new session id. */
export class SignInSteps {
  readonly #door: PeopleDoor;
  readonly #with: SignInParts;

  constructor(door: PeopleDoor, parts: SignInParts) {
    this.#door = door;
    this.#with = parts;
  }

  async showPassword(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const content = passwordPage(this.#door.frame(request));
    return this.#door.show(request, reply, 200, content, '/sign-in');
  }

  async password(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const fields = this.#door.form(request);
    const email = textOf(fields, 'email');
    const tried = { kind: this.#door.kind, email, password: textOf(fields, 'password'), address: request.ip };
    const personId = await this.#with.checkPassword.check(tried);
    if (personId === undefined) {
      const content = passwordPage(this.#door.frame(request), { email });
      return this.#door.show(request, reply, 401, content, '/sign-in');
    }
    const brought = this.#door.cookie(request);
    if (brought !== undefined) await this.#door.sessions.end(this.#with.pool, brought);
    this.#door.keep(reply, await this.#door.sessions.begin(this.#with.pool, personId, 'PASSWORD'));
    return this.#door.to(reply, '/second-factor');
  }

  async showSecondFactor(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const session = await this.#door.session(request, 'PASSWORD');
    return session ? this.#showFactors(request, reply, session) : this.#door.to(reply, '/sign-in');
  }

  async secondFactor(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const session = await this.#door.session(request, 'PASSWORD');
    if (!session) return this.#door.interrupted(reply);
    const code = textOf(this.#door.form(request, session), 'code');
    const factors = await this.#with.people.factors(session.personId);
    if (!factors.totp && factors.passkeys === 0) return this.#enrol(request, reply, session, code);
    const id = await this.#with.checkSecondFactor.checkCode(this.#door.sessions, session, code);
    if (id === undefined) return this.#showFactors(request, reply, session, 'CODE');
    this.#door.keep(reply, id);
    return this.#door.to(reply, '');
  }

  async passkey(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const session = await this.#door.session(request, 'PASSWORD');
    if (!session) return this.#door.interrupted(reply);
    const { passkeys, checkSecondFactor } = this.#with;
    const used = await passkeys.verify(session, textOf(this.#door.form(request, session), 'response'));
    const id =
      used &&
      (await checkSecondFactor.complete(this.#door.sessions, session, 'PASSKEY', (client, at) =>
        passkeys.use(client, used, at),
      ));
    if (id === undefined) return this.#showFactors(request, reply, session, 'PASSKEY');
    this.#door.keep(reply, id);
    return this.#door.to(reply, '');
  }

  async #enrol(request: FastifyRequest, reply: FastifyReply, session: PersonSession, code: string) {
    const enrolled = await this.#with.enrolTotp.confirm(this.#door.sessions, session, code);
    if (!enrolled) return this.#showFactors(request, reply, session, 'CODE');
    this.#door.keep(reply, enrolled.sessionId);
    const { kind, base } = this.#door;
    const frame = { language: this.#door.language(request), kind, base };
    return this.#door.show(request, reply, 200, recoveryCodesPage(frame, enrolled.recoveryCodes));
  }

  async #showFactors(
    request: FastifyRequest,
    reply: FastifyReply,
    session: PersonSession,
    wrong?: 'CODE' | 'PASSKEY',
  ): Promise<FastifyReply> {
    const { people, passkeys, enrolTotp } = this.#with;
    const frame = this.#door.frame(request, session);
    const factors = await people.factors(session.personId);
    const status = wrong === undefined ? 200 : 401;
    if (!factors.totp && factors.passkeys === 0) {
      const offered = { secret: await enrolTotp.offer(session), email: session.email };
      return this.#door.show(request, reply, status, enrolPage(frame, offered, wrong !== undefined), '/second-factor');
    }
    const asked = factors.passkeys > 0 ? await passkeys.requestOptions(session) : undefined;
    const content = secondFactorPage(frame, { request: asked, wrong });
    return this.#door.show(request, reply, status, content, '/second-factor');
  }
}
