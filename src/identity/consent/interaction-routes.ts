import formbody from '@fastify/formbody';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../../kernel/clock.js';
import type { AttemptLimiter } from '../../operation/attempts.js';
import type { ScopeTable } from '../../operation/schema/scope-table.js';
import type { GiveConsent } from '../grants/give-consent.js';
import { identityError } from '../identity.errors.js';
import type { FormGuard } from '../pages/form-guard.js';
import { languageOf } from '../pages/language.js';
import { sendPage } from '../pages/send-page.js';
import type { CustomerSignIn } from '../people/customers/customer-sign-in.js';
import { SignInCookie } from '../people/customers/sign-in-cookie.js';
import { peopleError } from '../people/people.errors.js';
import { attempt } from '../people/sign-in/attempt-rules.js';
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
  readonly limit: AttemptLimiter;
  /** In live mode: the brokerage's own sign-in. */
  readonly customerSignIn?: CustomerSignIn;
  /** In the sandbox: whom one may sign in as. */
  readonly listPersonas?: () => Promise<readonly Persona[]>;
}

type WithUid = FastifyRequest<{ Params: { uid: string }; Querystring: { lang?: string; switch?: string } }>;

/** Sign-in and consent: the two steps between the app's request and its code. Served by the brokerage, never by the app. */
export async function interactionRoutes(app: FastifyInstance, dependencies: InteractionDependencies): Promise<void> {
  await app.register(formbody, { bodyLimit: 64 * 1024 });
  const steps = new InteractionSteps(dependencies);
  app.get('/oauth/interaction/:uid', (request, reply) => steps.show(request as WithUid, reply));
  app.get('/oauth/interaction/:uid/signed-in', (request, reply) => steps.signedIn(request as WithUid, reply));
  app.post('/oauth/interaction/:uid/sign-in', (request, reply) => steps.signIn(request as WithUid, reply));
  app.post('/oauth/interaction/:uid/consent', (request, reply) => steps.answer(request as WithUid, reply));
}

class InteractionSteps {
  readonly #with: InteractionDependencies;
  readonly #cookie: SignInCookie;

  constructor(dependencies: InteractionDependencies) {
    this.#with = dependencies;
    this.#cookie = new SignInCookie(dependencies.server.publicUrl);
  }

  async show(request: WithUid, reply: FastifyReply): Promise<FastifyReply> {
    const interaction = await interactionOf(this.#with.server, request, reply);
    if (interaction.step === 'CONSENT' && request.query.switch === undefined)
      return this.#showConsent(request, reply, interaction);
    if (this.#with.customerSignIn) return this.#toBrokerage(this.#with.customerSignIn, request, reply, interaction.uid);
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
    const { server, guard, limit } = this.#with;
    await limit(attempt('customer-sign-in-address', request.ip));
    const interaction = await interactionOf(server, request, reply);
    const fields = guard.check(request, 'sign-in', interaction.uid);
    const persona = (await this.#personas()).find(({ customerId }) => customerId === fields['persona']);
    if (!persona) throw identityError('CONSENT_TAMPERED');
    return this.#signInAs(persona.customerId, request, reply);
  }

  /** Back from the brokerage's own sign-in. */
  async signedIn(request: WithUid, reply: FastifyReply): Promise<FastifyReply> {
    const interaction = await interactionOf(this.#with.server, request, reply);
    const customerId = await this.#with.customerSignIn?.takeUp(interaction.uid, this.#cookie.of(request));
    if (customerId === undefined) throw peopleError('CUSTOMER_SIGN_IN_FAILED');
    return this.#signInAs(customerId, request, reply);
  }

  async answer(request: WithUid, reply: FastifyReply): Promise<FastifyReply> {
    const interaction = await interactionOf(this.#with.server, request, reply, 'CONSENT');
    await this.#with.limit(attempt('consent-customer', interaction.customerId));
    const fields = this.#with.guard.check(request, 'consent', interaction.uid);
    const offer = await this.#offer(request, interaction);
    const answer = readAnswer(fields, offer);
    if (answer.decision === 'UNCLEAR')
      return this.#showConsent(request, reply, interaction, { reason: answer.reason, ticked: tickedIn(fields) });
    if (answer.decision === 'DENIED') return this.#finish(request, reply, DENIED);
    const { decision: _allowed, ...chosen } = answer;
    const { customerId } = interaction;
    this.#with.server.customerPresent(customerId); // also with a session that was there already
    const grantId = await this.#with.giveConsent.give({
      ...chosen,
      customerId,
      appId: offer.app.id,
      resource: this.#with.server.resource,
      textHash: offer.textHash,
    });
    return this.#finish(request, reply, { consent: { grantId } });
  }

  async #toBrokerage(customerSignIn: CustomerSignIn, request: WithUid, reply: FastifyReply, interactionUid: string) {
    const reauthenticate = request.query.switch !== undefined;
    const { url, browser } = await customerSignIn.begin({ interactionUid, reauthenticate });
    return this.#cookie.keep(reply, browser).redirect(url.href, 303);
  }

  /** Whoever was signed in before leaves first: the provider takes a change of session for an attack. */
  async #signInAs(customerId: string, request: WithUid, reply: FastifyReply): Promise<FastifyReply> {
    const { server, sessions } = this.#with;
    const session = await sessions.current(request, reply);
    if (session && session.customerId !== customerId) {
      await leaveSession(server, request, reply);
      await sessions.end(request, reply);
    }
    server.customerPresent(customerId);
    return this.#finish(request, reply, { login: { accountId: customerId } });
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
