import type { FastifyReply, FastifyRequest } from 'fastify';
import type { EndSessions } from '../end-sessions.js';
import type { Passkeys } from '../second-factor/passkeys.js';
import type { CheckPassword } from '../sign-in/check-password.js';
import type { PersonSession } from '../sign-in/people-sessions.js';
import type { SignedInPeople } from '../signed-in-person.js';
import type { PeopleDoor } from './people-door.js';
import { homePage } from './people-pages.js';
import { PEOPLE_TEXT } from './people-text.js';
import { textOf } from './text-of.js';

export interface HomeParts {
  readonly people: SignedInPeople;
  readonly passkeys: Passkeys;
  readonly checkPassword: CheckPassword;
  readonly endSessions: EndSessions;
}

/** What somebody sees who is fully signed in: who they are, what they may do, a further passkey, the way out. */
export class HomeSteps {
  readonly #door: PeopleDoor;
  readonly #with: HomeParts;

  constructor(door: PeopleDoor, parts: HomeParts) {
    this.#door = door;
    this.#with = parts;
  }

  async show(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const session = await this.#door.session(request, 'FULL');
    return session ? this.#showHome(request, reply, session, 200) : this.#door.to(reply, '/sign-in');
  }

  /** The password is asked again: a session that somebody took over must not leave a key behind. */
  async addPasskey(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const session = await this.#door.session(request, 'FULL');
    if (!session) return this.#door.interrupted(reply);
    const fields = this.#door.form(request, session);
    const { kind } = this.#door;
    const { email } = session;
    const text = PEOPLE_TEXT[this.#door.language(request)];
    const password = textOf(fields, 'password');
    const right = await this.#with.checkPassword.check({ kind, email, password, address: request.ip });
    if (right !== session.personId) return this.#showHome(request, reply, session, 401, text.wrongPassword);
    const added = await this.#with.passkeys.add(kind, session, textOf(fields, 'response'));
    const notice = added ? text.passkeyAdded : text.passkeyFailed;
    return this.#showHome(request, reply, session, added ? 200 : 422, notice);
  }

  async signOut(request: FastifyRequest, reply: FastifyReply, everywhere: boolean): Promise<FastifyReply> {
    const session = await this.#door.session(request, 'FULL');
    if (session) {
      this.#door.form(request, session);
      await this.#with.endSessions.end(this.#door.kind, session, everywhere);
      this.#door.forget(reply);
    }
    return this.#door.to(reply, '/sign-in');
  }

  async #showHome(
    request: FastifyRequest,
    reply: FastifyReply,
    session: PersonSession,
    status: number,
    notice?: string,
  ): Promise<FastifyReply> {
    const { people, passkeys } = this.#with;
    const staff = this.#door.kind === 'STAFF' ? await people.staff(session) : { roles: [], acts: [] };
    const content = homePage(this.#door.frame(request, session), {
      name: session.name,
      email: session.email,
      roles: staff.roles,
      acts: [...staff.acts],
      memberships: this.#door.kind === 'MEMBER' ? await people.memberships(session) : [],
      creation: await passkeys.creationOptions(session),
      notice,
    });
    return this.#door.show(request, reply, status, content, '');
  }
}
