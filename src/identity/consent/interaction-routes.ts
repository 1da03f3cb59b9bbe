import formbody from '@fastify/formbody';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../../kernel/clock.js';
import type { ScopeTable } from '../../operation/schema/scope-table.js';
import type { GiveConsent } from '../grants/give-consent.js';
import { identityError } from '../identity.errors.js';
import type { FormGuard } from '../pages/form-guard.js';
import { languageOf } from '../pages/language.js';
import { sendPage } from '../pages/send-page.js';
import type { AuthorizationServer } from '../server/authorization-server.js';
import type { CustomerSessions } from '../server/customer-sessions.js';
import { readAnswer, tickedIn } from './consent-answer.js';
import { type ConsentOffer, makeOffer } from './consent-offer.js';
import { type ConsentPage, consentPage } from './consent-page.js';
import type { CustomerAccounts } from './customer-accounts.js';
import { interactionOf, leaveSession, type PendingInteraction } from './pending-interaction.js';
import { type Persona, personaName } from './persona.js';
import { signInPage } from './sign-in-page.js';

export interface InteractionDependencies {
  readonly server: AuthorizationServer;
  readonly giveConsent: GiveConsent;
  readonly accounts: CustomerAccounts;
  readonly guard: FormGuard;
  readonly sessions: CustomerSessions;
  readonly scopeTable: ScopeTable;
  readonly clock: Clock;
  /** Left out in live mode, where the brokerage's own sign-in has to be connected. */
  readonly listPersonas?: () => Promise<readonly Persona[]>;
}

type WithUid = FastifyRequest<{ Params: { uid: string }; Querystring: { lang?: string; switch?: string } }>;

/** Sign-in and consent: the two steps between the app's request and its code. Served by the brokerage, never by the app. */
export async function interactionRoutes(app: FastifyInstance, dependencies: InteractionDependencies): Promise<void> {
  await app.register(formbody, { bodyLimit: 64 * 1024 });
  const steps = new InteractionSteps(dependencies);
  app.get('/oauth/interaction/:uid', (request, reply) => steps.show(request as WithUid, reply));
  app.post('/oauth/interaction/:uid/sign-in', (request, reply) => steps.signIn(request as WithUid, reply));
  app.post('/oauth/interaction/:uid/consent', (request, reply) => steps.answer(request as WithUid, reply));
}

class InteractionSteps {
  readonly #with: InteractionDependencies;

  constructor(dependencies: InteractionDependencies) {
    this.#with = dependencies;
  }

  async show(request: WithUid, reply: FastifyReply): Promise<FastifyReply> {
    const interaction = await interactionOf(this.#with.server, request, reply);
    if (interaction.step === 'CONSENT' && request.query.switch === undefined)
      return this.#showConsent(request, reply, interaction);
    const language = languageOf(request.headers, request.query.lang);
    const personas = await this.#personas();
    const app = await this.#with.server.apps.find(interaction.clientId);
    const path = pathOf(interaction);
    const markup = signInPage({
      language,
      personas,
      csrf: this.#with.guard.token('sign-in', interaction.uid),
      path,
      shownAt: request.query.switch === undefined ? path : `${path}?switch=1`,
      appName: language === 'zh' ? app?.nameZh : app?.nameEn,
    });
    return sendPage(reply, 200, markup);
  }

  /** Also from the consent page, when somebody else is to answer than who is signed in. */
  async signIn(request: WithUid, reply: FastifyReply): Promise<FastifyReply> {
    const { server, guard, sessions } = this.#with;
    const interaction = await interactionOf(server, request, reply);
    const fields = guard.check(request, 'sign-in', interaction.uid);
    const persona = (await this.#personas()).find(({ customerId }) => customerId === fields['persona']);
    if (!persona) throw identityError('CONSENT_TAMPERED');
    const session = await sessions.current(request, reply);
    if (session && session.customerId !== persona.customerId) {
      await leaveSession(server, request, reply);
      await sessions.end(request, reply);
    }
    return this.#finish(request, reply, { login: { accountId: persona.customerId } });
  }

  async answer(request: WithUid, reply: FastifyReply): Promise<FastifyReply> {
    const interaction = await interactionOf(this.#with.server, request, reply, 'CONSENT');
    const fields = this.#with.guard.check(request, 'consent', interaction.uid);
    const offer = await this.#offer(request, interaction);
    const answer = readAnswer(fields, offer);
    if (answer.decision === 'UNCLEAR')
      return this.#showConsent(request, reply, interaction, { reason: answer.reason, ticked: tickedIn(fields) });
    if (answer.decision === 'DENIED') return this.#finish(request, reply, DENIED);
    const { decision: _allowed, ...chosen } = answer;
    const { customerId } = interaction;
    const grantId = await this.#with.giveConsent.give({
      ...chosen,
      customerId,
      appId: offer.app.id,
      resource: this.#with.server.resource,
      textHash: offer.textHash,
    });
    return this.#finish(request, reply, { consent: { grantId } });
  }

  async #showConsent(
    request: WithUid,
    reply: FastifyReply,
    interaction: PendingInteraction & { step: 'CONSENT' },
    again?: ConsentPage['again'],
  ) {
    const offer = await this.#offer(request, interaction);
    const csrf = this.#with.guard.token('consent', interaction.uid);
    const persona = (await this.#with.listPersonas?.())?.find(
      ({ customerId }) => customerId === interaction.customerId,
    );
    const markup = consentPage({
      offer,
      csrf,
      path: pathOf(interaction),
      now: this.#with.clock.now(),
      signedInAs: persona && personaName(persona, offer.language),
      again,
    });
    return sendPage(reply, again ? 422 : 200, markup);
  }

  async #offer(request: WithUid, interaction: PendingInteraction & { step: 'CONSENT' }): Promise<ConsentOffer> {
    const app = await this.#with.server.apps.find(interaction.clientId);
    if (app?.status !== 'APPROVED') throw identityError('AUTHORIZATION_EXPIRED');
    return makeOffer({
      language: languageOf(request.headers, request.query.lang),
      app,
      requestedScopes: interaction.scopes,
      accounts: await this.#with.accounts.list(interaction.customerId),
      redirectUri: interaction.redirectUri,
      scopeTable: this.#with.scopeTable,
    });
  }

  async #finish(
    request: WithUid,
    reply: FastifyReply,
    result: Parameters<AuthorizationServer['provider']['interactionResult']>[2],
  ) {
    const returnTo = await this.#with.server.provider.interactionResult(request.raw, reply.raw, result, {
      mergeWithLastSubmission: !('error' in result),
    });
    return reply.header('cache-control', 'no-store').redirect(returnTo, 303);
  }

  #personas(): Promise<readonly Persona[]> {
    if (!this.#with.listPersonas) throw identityError('SIGN_IN_UNAVAILABLE');
    return this.#with.listPersonas();
  }
}

const DENIED = { error: 'access_denied', error_description: 'the customer did not allow it' };

function pathOf(interaction: PendingInteraction): string {
  return `/oauth/interaction/${interaction.uid}`;
}
