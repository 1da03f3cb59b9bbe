import type { MikroORM } from '@mikro-orm/core';
import type { Clock } from '../../../kernel/clock.js';
import { findOrMakePublisher, type WantedPublisher } from '../publishers.js';
import { newToken } from './opaque-token.js';
import { insertInvitation } from './registration-tables.js';

const DAY_MS = 86_400_000;

export interface Invitation {
  /** Initial access token (RFC 7591 §3), shown this once; it registers one app. */
  readonly token: string;
  /** Epoch ms. */
  readonly expiresAt: number;
}

/** Lets a publisher register one app by itself. Who may publish is decided here, by people; what it is, at approval. */
export class InviteApp {
  readonly #orm: MikroORM;
  readonly #clock: Clock;

  constructor(dependencies: { orm: MikroORM; clock: Clock }) {
    this.#orm = dependencies.orm;
    this.#clock = dependencies.clock;
  }

  /** @throws PublicError APP_PUBLISHER_UNKNOWN */
  async invite(publisher: WantedPublisher, validDays: number): Promise<Invitation> {
    const now = this.#clock.now();
    const token = newToken('ofi');
    const expiresAt = now + validDays * DAY_MS;
    await this.#orm.em.fork().transactional(async (em) => {
      const { id } = await findOrMakePublisher(em, publisher, new Date(now));
      await em.flush(); // the publisher's row comes before the one that refers to it
      const dates = { issuedAt: new Date(now), expiresAt: new Date(expiresAt) };
      await insertInvitation(em, { token, publisherId: id, ...dates });
    });
    return { token, expiresAt };
  }
}
