import { randomBytes } from 'node:crypto';
import type { EntityManager, MikroORM } from '@mikro-orm/core';
import type { Clock } from '../../kernel/clock.js';
import { newId } from '../../kernel/ids.js';
import type { ScopeTable } from '../../operation/schema/scope-table.js';
import type { IdentityEvents } from '../identity.events.js';
import { AppEntity, type AppStatus, EventEntity, type Purposes } from './app.entity.js';
import { type AppRequest, checkApp, type Refusal } from './check-app.js';
import { describeApp } from './describe-app.js';
import { findOrMakePublisher, type WantedPublisher } from './publishers.js';
import { refusalsOfAllowance } from './refuse-unallowed.js';

export interface AppRegistration extends AppRequest {
  readonly publisher: WantedPublisher;
  readonly purposes?: Purposes;
  /** PENDING unless the caller is entitled to approve (seed, command line). */
  readonly status?: AppStatus;
  /** For fixtures that others refer to; random otherwise. */
  readonly clientId?: string;
}

export interface RegisteredApp {
  readonly id: string;
  readonly clientId: string;
  readonly publisherId: string;
  readonly status: AppStatus;
  readonly nameEn: string;
  readonly nameZh: string;
  readonly scopes: readonly string[];
  readonly redirectUris: readonly string[];
}

export type RegistrationOutcome = { readonly app: RegisteredApp } | { readonly refusals: readonly Refusal[] };

/** Registers an app: one unit of work writes the app, its publisher if new, and the event `app.registered`. */
export class RegisterApp {
  readonly #orm: MikroORM;
  readonly #scopeTable: ScopeTable;
  readonly #clock: Clock;
  readonly #sandbox: boolean;

  constructor(dependencies: { orm: MikroORM; scopeTable: ScopeTable; clock: Clock; sandbox: boolean }) {
    this.#orm = dependencies.orm;
    this.#scopeTable = dependencies.scopeTable;
    this.#clock = dependencies.clock;
    this.#sandbox = dependencies.sandbox;
  }

  /** @throws PublicError APP_PUBLISHER_UNKNOWN */
  async register(request: AppRegistration): Promise<RegistrationOutcome> {
    const refusals = await this.refusals(request, request.publisher);
    if (refusals.length > 0) return { refusals };
    return { app: await this.#orm.em.fork().transactional((em) => this.registerIn(em, request)) };
  }

  /** Everything that is wrong with it; empty when it may be written. @param publisher whose app it is, or becomes */
  async refusals(request: AppRequest, publisher: WantedPublisher): Promise<readonly Refusal[]> {
    const refusals = checkApp(request, this.#scopeTable, this.#sandbox);
    return [
      ...refusals,
      ...(await refusalsOfAllowance(this.#orm.em.fork(), request.scopes, publisher, this.#scopeTable)),
    ];
  }

  /** Within the caller's transaction; the request must be without refusals. @throws PublicError APP_PUBLISHER_UNKNOWN */
  async registerIn(em: EntityManager, request: AppRegistration): Promise<RegisteredApp> {
    const now = new Date(this.#clock.now());
    const publisher = await findOrMakePublisher(em, request.publisher, now);
    const app = em.create(AppEntity, {
      id: newId(),
      publisher,
      clientId: request.clientId ?? `app-${randomBytes(12).toString('hex')}`,
      status: request.status ?? 'PENDING',
      firstParty: false,
      ...describeApp(request),
      createdAt: now,
      updatedAt: now,
    });
    const registered: RegisteredApp = {
      id: app.id,
      clientId: app.clientId,
      publisherId: publisher.id,
      status: app.status,
      nameEn: app.nameEn,
      nameZh: app.nameZh,
      scopes: app.scopeCeiling,
      redirectUris: app.metadata.redirect_uris,
    };
    recordRegistration(em, registered, now);
    return registered;
  }
}

function recordRegistration(em: EntityManager, app: RegisteredApp, at: Date): void {
  const data: IdentityEvents['app.registered'] = {
    clientId: app.clientId,
    scopes: app.scopes,
    status: app.status,
  };
  em.create(EventEntity, {
    id: newId(),
    type: 'app.registered',
    customerId: null,
    appId: app.id,
    subjectId: app.id,
    data,
    occurredAt: at,
  });
}
