import type { MikroORM } from '@mikro-orm/core';
import type { Clock } from '../../../kernel/clock.js';
import type { RegisterApp } from '../register-app.js';
import { asMetadataRefusal, type MetadataRefusal, readMetadata } from './client-metadata.js';
import { findInvitation, issueManagementToken, useInvitation } from './registration-tables.js';

export type ClientRegistration =
  | { readonly kind: 'REGISTERED'; readonly clientId: string; readonly managementToken: string }
  | { readonly kind: 'REFUSED'; readonly refusal: MetadataRefusal }
  /** The initial access token is unknown, used or too old. */
  | { readonly kind: 'NOT_INVITED' };

/**
 * Dynamic client registration (RFC 7591) on an invitation. The invitation is used up, the app written as PENDING and its
 * management token issued in one transaction: a refusal or a crash leaves the invitation as it was, a race one app.
 */
export class RegisterClient {
  readonly #orm: MikroORM;
  readonly #clock: Clock;
  readonly #registerApp: RegisterApp;

  constructor(dependencies: { orm: MikroORM; clock: Clock; registerApp: RegisterApp }) {
    this.#orm = dependencies.orm;
    this.#clock = dependencies.clock;
    this.#registerApp = dependencies.registerApp;
  }

  async register(invitation: string, body: unknown): Promise<ClientRegistration> {
    const now = new Date(this.#clock.now());
    const invited = await findInvitation(this.#orm.em.fork(), invitation, now);
    if (invited === undefined) return { kind: 'NOT_INVITED' }; // strangers learn nothing about our rules
    const metadata = readMetadata(body);
    if (!metadata.ok) return { kind: 'REFUSED', refusal: metadata.refusal };
    const { request } = metadata;
    const [first] = await this.#registerApp.refusals(request, { id: invited });
    if (first) return { kind: 'REFUSED', refusal: asMetadataRefusal(first) };
    return this.#orm.em.fork().transactional(async (em): Promise<ClientRegistration> => {
      const publisherId = await useInvitation(em, invitation, now);
      if (publisherId === undefined) return { kind: 'NOT_INVITED' };
      const app = await this.#registerApp.registerIn(em, { ...request, publisher: { id: publisherId } });
      await em.flush(); // the app's row comes before those that refer to it
      const managementToken = await issueManagementToken(em, { id: app.id, invitation }, now);
      return { kind: 'REGISTERED', clientId: app.clientId, managementToken };
    });
  }
}
