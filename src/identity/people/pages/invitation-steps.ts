import type { FastifyReply, FastifyRequest } from 'fastify';
import { PublicError } from '../../../kernel/errors.js';
import { isUuid } from '../../../kernel/ids.js';
import type { AcceptInvitation } from '../invitations/accept-invitation.js';
import { invitationLink } from '../invitations/invitation-link.js';
import type { Invite } from '../invitations/invite.js';
import type { SignedInPeople } from '../signed-in-person.js';
import type { PeopleDoor } from './people-door.js';
import { invitationPage, invitedPage } from './people-pages.js';
import { textOf } from './text-of.js';

export interface InvitationParts {
  readonly publicUrl: string;
  readonly invite: Invite;
  readonly acceptInvitation: AcceptInvitation;
  readonly people: SignedInPeople;
}

/** Making an invitation, as an owner of a publisher, and taking one up. */
export class InvitationSteps {
  readonly #door: PeopleDoor;
  readonly #with: InvitationParts;

  constructor(door: PeopleDoor, parts: InvitationParts) {
    this.#door = door;
    this.#with = parts;
  }

  async show(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { token } = request.query as { token?: unknown };
    return this.#show(request, reply, typeof token === 'string' ? token : '', 200);
  }

  async accept(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const fields = this.#door.form(request);
    const [token, name, password] = [textOf(fields, 'token'), textOf(fields, 'name'), textOf(fields, 'password')];
    try {
      const { kind } = this.#door;
      await this.#with.acceptInvitation.accept({ token, kind, name, password, address: request.ip });
    } catch (error) {
      if (!(error instanceof PublicError) || error.code !== 'PERSON_INPUT_INVALID') throw error;
      return this.#show(request, reply, token, 422, { message: error.message, name });
    }
    return this.#door.to(reply, '/sign-in');
  }

  /** The link stands on the answer and nowhere else. */
  async make(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const session = await this.#door.session(request, 'FULL');
    if (!session) return this.#door.interrupted(reply);
    const fields = this.#door.form(request, session);
    const publisher = textOf(fields, 'publisher');
    const publisherId = isUuid(publisher) ? publisher : session.personId; // no publisher at all: nothing is permitted
    const actor = await this.#with.people.memberActor(session, publisherId);
    const [email, role] = [textOf(fields, 'email'), textOf(fields, 'role')];
    const invited = await this.#with.invite.member(actor, { publisherId, email, role });
    const { kind, base } = this.#door;
    const frame = { language: this.#door.language(request), kind, base };
    return this.#door.show(
      request,
      reply,
      200,
      invitedPage(frame, invited, invitationLink(this.#with.publicUrl, invited)),
    );
  }

  async #show(
    request: FastifyRequest,
    reply: FastifyReply,
    token: string,
    status: number,
    refusal?: { message: string; name: string },
  ): Promise<FastifyReply> {
    const { kind } = this.#door;
    const invitation = await this.#with.acceptInvitation.find({ token, kind, address: request.ip });
    const content = invitationPage(this.#door.frame(request), invitation, token, refusal);
    return this.#door.show(request, reply, status, content, `/invitation?token=${encodeURIComponent(token)}`);
  }
}
