import { isDeepStrictEqual } from 'node:util';
import type { EntityManager, MikroORM } from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/sql';
import type { Clock } from '../../../kernel/clock.js';
import { newId } from '../../../kernel/ids.js';
import type { IdentityEvents } from '../../identity.events.js';
import { type App, AppEntity, EventEntity } from '../app.entity.js';
import type { ChangeAppStatus } from '../change-app-status.js';
import { describeApp } from '../describe-app.js';
import type { RegisterApp } from '../register-app.js';
import { asMetadataRefusal, type MetadataRefusal, readMetadata } from './client-metadata.js';
import { holdsManagementToken, rotateManagementToken } from './registration-tables.js';

export type ClientChange =
  | { readonly kind: 'CHANGED'; readonly managementToken: string }
  | { readonly kind: 'REFUSED'; readonly refusal: MetadataRefusal }
  /** The registration access token is not this client's, or not any more. */
  | { readonly kind: 'NOT_ALLOWED' };

type Body = Readonly<Record<string, unknown>>;

const OTHER_CLIENT = {
  error: 'invalid_client_metadata',
  description: 'client_id must be that of this client',
} as const;

const REVIEWED = ['nameZh', 'nameEn', 'scopeCeiling', 'purposes', 'metadata'] as const;

/**
 * Management of a registration by its client (RFC 7592).
 *
 * All that can be changed was looked at when the app was approved: names and purposes stand on the consent page, redirect
 * URIs and keys are the app's identity, scopes its reach. So any change takes the app back to PENDING and, until people
 * have looked again, stops it: no new tokens, and those issued are refused at the next request by the deny feed.
 * Consents stay. Customers gave them to this publisher, and an approved app goes on with them, within its new ceiling.
 */
export class ManageClient {
  readonly #orm: MikroORM;
  readonly #clock: Clock;
  readonly #registerApp: RegisterApp;
  readonly #changeAppStatus: ChangeAppStatus;

  constructor(dependencies: {
    orm: MikroORM;
    clock: Clock;
    registerApp: RegisterApp;
    changeAppStatus: ChangeAppStatus;
  }) {
    this.#orm = dependencies.orm;
    this.#clock = dependencies.clock;
    this.#registerApp = dependencies.registerApp;
    this.#changeAppStatus = dependencies.changeAppStatus;
  }

  /** The registration as it stands; `undefined` when the token is not this client's. */
  async read(clientId: string, token: string): Promise<App | undefined> {
    const em = this.#orm.em.fork();
    return (await holdsManagementToken(em, clientId, token)) ? em.findOneOrFail(AppEntity, { clientId }) : undefined;
  }

  /** Replaces the whole registration, whose `client_id` the body must repeat (RFC 7592 §2.2). Its token is replaced with it, also when nothing else was to change. */
  async replace(clientId: string, token: string, body: Body): Promise<ClientChange> {
    if (!(await holdsManagementToken(this.#orm.em.fork(), clientId, token))) return { kind: 'NOT_ALLOWED' };
    if (body['client_id'] !== clientId) return { kind: 'REFUSED', refusal: OTHER_CLIENT };
    const metadata = readMetadata(body);
    if (!metadata.ok) return { kind: 'REFUSED', refusal: metadata.refusal };
    const { publisher } = await this.#orm.em.fork().findOneOrFail(AppEntity, { clientId });
    const [first] = await this.#registerApp.refusals(metadata.request, { id: publisher.id });
    if (first) return { kind: 'REFUSED', refusal: asMetadataRefusal(first) };
    return this.#orm.em.fork().transactional(async (em): Promise<ClientChange> => {
      const now = new Date(this.#clock.now());
      const managementToken = await rotateManagementToken(em, clientId, token, now);
      if (managementToken === undefined) return { kind: 'NOT_ALLOWED' };
      const app = await em.findOneOrFail(AppEntity, { clientId });
      const next = describeApp(metadata.request);
      const changed = REVIEWED.filter((column) => !isDeepStrictEqual(asJson(app[column]), asJson(next[column])));
      if (changed.length > 0) await this.#apply(em, app, next, changed, now);
      return { kind: 'CHANGED', managementToken };
    });
  }

  /** Deletes the app, ends its grants, and tells each customer's ledger. @returns false when the token is not this client's */
  async remove(clientId: string, token: string): Promise<boolean> {
    if (!(await holdsManagementToken(this.#orm.em.fork(), clientId, token))) return false;
    await this.#changeAppStatus.change(clientId, 'DELETED', 'APP');
    return true;
  }

  async #apply(
    em: EntityManager,
    app: App,
    next: ReturnType<typeof describeApp>,
    changed: readonly string[],
    now: Date,
  ): Promise<void> {
    const from = app.status;
    em.assign(app, next);
    app.updatedAt = now;
    app.status = from === 'APPROVED' ? 'PENDING' : from; // a suspended app does not get out of it by an edit
    const data: IdentityEvents['app.changed'] = { clientId: app.clientId, changed, from, to: app.status };
    em.create(EventEntity, {
      id: newId(),
      type: 'app.changed',
      customerId: null,
      appId: app.id,
      subjectId: app.id,
      data,
      occurredAt: now,
    });
    await em.flush();
    if (from !== 'APPROVED') return;
    const connection = (em as SqlEntityManager).getConnection();
    const stop = 'INSERT INTO grant_revocation (app_id, at) VALUES (?, ?)';
    await connection.execute(stop, [app.id, now], 'run', em.getTransactionContext());
  }
}

/** As it would come out of its column, so that order of members and absent values make no difference. */
function asJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
