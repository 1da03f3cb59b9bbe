import { Arg, Ctx, Mutation, Resolver, UseMiddleware } from 'type-graphql';
import type { OperationContext } from '../../operation/operation-context.js';
import { AttemptGuard } from '../../operation/schema/attempt-guard.js';
import { Cost, RequiresScopes } from '../../operation/schema/directives.js';
import { identityError } from '../identity.errors.js';
import { type AppStatusEnum, RegisterAppInput, RegisterAppPayload } from './app.type.js';
import type { AppDirectory } from './app-directory.js';
import type { Refusal } from './check-app.js';
import type { RegisterApp } from './register-app.js';

/** A publisher acts through one of its apps: whose grant this runs under says whose app the new one will be. */
@Resolver()
export class AppsResolver {
  readonly #registerApp: RegisterApp;
  readonly #apps: AppDirectory;

  constructor(dependencies: { registerApp: RegisterApp; apps: AppDirectory }) {
    this.#registerApp = dependencies.registerApp;
    this.#apps = dependencies.apps;
  }

  @RequiresScopes('apps:manage')
  @Cost(10)
  @UseMiddleware(AttemptGuard)
  @Mutation(() => RegisterAppPayload, {
    description: 'Registers an app of the caller’s publisher. It waits for review before it can ask a customer.',
  })
  async registerApp(
    @Arg('input', () => RegisterAppInput, { description: 'The app.' }) input: RegisterAppInput,
    @Ctx() context: OperationContext,
  ): Promise<RegisterAppPayload> {
    const publisherId = await this.#apps.publisherOf(context.grant.appId);
    if (publisherId === undefined) throw identityError('APP_PUBLISHER_UNKNOWN', { params: { slug: '' } });
    const { purposes, jwks, ...request } = input;
    const outcome = await this.#registerApp.register({
      ...request,
      publisher: { id: publisherId },
      purposes: Object.fromEntries(purposes.map(({ scope, en, zh }) => [scope, { en, zh }])),
      ...(jwks == null ? {} : { jwks: parseJson(jwks) }),
    });
    if ('refusals' in outcome) return { app: null, clientId: null, userErrors: outcome.refusals.map(asUserError) };
    const { app } = outcome;
    context.count('App', 1);
    return {
      app: { ...app, id: context.ids.encode('app', app.id), status: app.status as AppStatusEnum },
      clientId: app.clientId,
      userErrors: [],
    };
  }
}

/** Text that is no JSON is as little a key set as any other wrong value, and gets the same answer. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function asUserError({ field, error }: Refusal) {
  return { field: ['input', field], code: error.code, message: error.message };
}
