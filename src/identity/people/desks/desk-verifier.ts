import type { IncomingHttpHeaders } from 'node:http';
import { fastifyCookie } from '@fastify/cookie';
import type { PublicError } from '../../../kernel/errors.js';
import { identityError } from '../../identity.errors.js';
import { peopleError } from '../people.errors.js';
import type { PersonKind } from '../roles.js';
import type { PeopleSessions, PersonSession } from '../sign-in/people-sessions.js';
import type { SignedInPeople } from '../signed-in-person.js';
import type { DeskAccess } from './desk-access.js';
import { sessionCookie } from './session-cookie.js';

export interface DeskRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
}

export type DeskDecision =
  | { readonly ok: true; readonly grantId: string }
  | {
      readonly ok: false;
      readonly code: string;
      readonly httpStatus: number;
      readonly message: string;
      readonly headers: Readonly<Record<string, string>>;
    };

export interface DeskVerifierParts {
  readonly sessions: PeopleSessions;
  readonly people: SignedInPeople;
  readonly access: DeskAccess;
  readonly publicUrl: string;
}

/** The paths where people hand in documents; a member says for which publisher. */
export const DESK_PATHS: Readonly<Record<PersonKind, string>> = {
  STAFF: '/staff/graphql',
  MEMBER: '/publisher/:publisher/graphql',
};

const PUBLISHER_OF_PATH = /^\/publisher\/([^/?]+)\/graphql/;

/**
 * Who hands in a document at a desk: the session of a person whose second factor was right, asked by a page of our own
 * origin. A cookie counts here and nowhere else in the API; `SameSite=Strict` keeps it from other sites' requests, and the
 * `Origin` that every browser sends with a POST is held against ours as well.
 */
export class DeskVerifier {
  readonly #parts: DeskVerifierParts;
  readonly #origin: string;
  readonly #cookie: string;

  constructor(parts: DeskVerifierParts) {
    this.#parts = parts;
    this.#origin = new URL(parts.publicUrl).origin;
    this.#cookie = sessionCookie(parts.sessions.kind, parts.publicUrl).name;
  }

  async verify(request: DeskRequest): Promise<DeskDecision> {
    if (request.headers.origin !== this.#origin) return refused(identityError('FORM_FORGED'));
    const session = await this.#parts.sessions.current(this.#sessionId(request.headers.cookie));
    if (session?.level !== 'FULL') return refused(peopleError('SESSION_MISSING'));
    const grantId = await this.#grantOf(session, request.url);
    return grantId === undefined
      ? refused(peopleError('PERSON_NOT_PERMITTED', { params: { act: 'act for this publisher' } }))
      : { ok: true, grantId };
  }

  #sessionId(cookies: string | undefined): string | undefined {
    return cookies === undefined ? undefined : fastifyCookie.parse(cookies)[this.#cookie];
  }

  async #grantOf(session: PersonSession, url: string): Promise<string | undefined> {
    const { people, access } = this.#parts;
    if (this.#parts.sessions.kind === 'STAFF') return access.staffGrant(session.personId);
    const slug = PUBLISHER_OF_PATH.exec(url)?.[1];
    const membership = (await people.memberships(session)).find((one) => one.slug === slug);
    return membership && access.memberGrant(session.personId, membership.publisherId);
  }
}

function refused({ code, message, definition, headers }: PublicError): DeskDecision {
  return { ok: false, code, message, httpStatus: definition.httpStatus, headers };
}
