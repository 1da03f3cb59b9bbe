import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { App } from '../app.entity.js';
import type { MetadataRefusal } from './client-metadata.js';
import type { ManageClient } from './manage-client.js';
import type { RegisterClient } from './register-client.js';

export interface RegistrationDependencies {
  readonly registerClient: RegisterClient;
  readonly manageClient: ManageClient;
}

type OfClient = FastifyRequest<{ Params: { clientId: string } }>;

/** RFC 7591 and RFC 7592 at `/oauth/register`, in the RFCs' own forms. Bearer tokens, as they prescribe: no key exists yet. */
export async function registrationRoutes(
  app: FastifyInstance,
  { registerClient, manageClient, issuer }: RegistrationDependencies & { issuer: string },
): Promise<void> {
  app.setErrorHandler((error: { statusCode?: number }, _request, reply) => {
    if ((error.statusCode ?? 500) >= 500) throw error;
    return refuse(reply, { error: 'invalid_client_metadata', description: 'the body is not JSON of a bearable size' });
  });
  const steps = new RegistrationSteps({ registerClient, manageClient, issuer });
  const limits = { bodyLimit: 64 * 1024 };
  app.post('/oauth/register', limits, (request, reply) => steps.register(request, reply));
  app.get('/oauth/register/:clientId', (request, reply) => steps.read(request as OfClient, reply));
  app.put('/oauth/register/:clientId', limits, (request, reply) => steps.replace(request as OfClient, reply));
  app.delete('/oauth/register/:clientId', (request, reply) => steps.remove(request as OfClient, reply));
}

class RegistrationSteps {
  readonly #with: RegistrationDependencies & { readonly issuer: string };

  constructor(dependencies: RegistrationDependencies & { issuer: string }) {
    this.#with = dependencies;
  }

  async register(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const outcome = await this.#with.registerClient.register(bearerOf(request), request.body);
    if (outcome.kind === 'NOT_INVITED') return unauthorized(reply);
    if (outcome.kind === 'REFUSED') return refuse(reply, outcome.refusal);
    return this.#show(reply.code(201), outcome.clientId, outcome.managementToken);
  }

  async read(request: OfClient, reply: FastifyReply): Promise<FastifyReply> {
    return this.#show(reply, request.params.clientId, bearerOf(request));
  }

  async replace(request: OfClient, reply: FastifyReply): Promise<FastifyReply> {
    const { clientId } = request.params;
    const body = (request.body ?? {}) as Record<string, unknown>;
    const outcome = await this.#with.manageClient.replace(clientId, bearerOf(request), body);
    if (outcome.kind === 'NOT_ALLOWED') return unauthorized(reply);
    if (outcome.kind === 'REFUSED') return refuse(reply, outcome.refusal);
    return this.#show(reply, clientId, outcome.managementToken);
  }

  async remove(request: OfClient, reply: FastifyReply): Promise<FastifyReply> {
    const removed = await this.#with.manageClient.remove(request.params.clientId, bearerOf(request));
    return removed ? reply.code(204).send() : unauthorized(reply);
  }

  async #show(reply: FastifyReply, clientId: string, token: string): Promise<FastifyReply> {
    const app = await this.#with.manageClient.read(clientId, token);
    if (!app) return unauthorized(reply);
    return reply.header('cache-control', 'no-store').send({
      ...informationOf(app),
      registration_client_uri: `${this.#with.issuer}/register/${app.clientId}`,
      registration_access_token: token,
    });
  }
}

/** RFC 7591 §3.2.1, with `app_status` as our addition: a registered app still waits for approval. */
function informationOf(app: App): object {
  const { redirect_uris, grant_types, response_types, token_endpoint_auth_method, subject_type, jwks } = app.metadata;
  return {
    client_id: app.clientId,
    client_id_issued_at: Math.floor(app.createdAt.getTime() / 1000),
    app_status: app.status,
    client_name: app.nameEn,
    'client_name#zh': app.nameZh,
    scope: app.scopeCeiling.join(' '),
    scope_purposes: app.purposes,
    redirect_uris,
    grant_types,
    response_types,
    token_endpoint_auth_method,
    subject_type,
    jwks,
    initiate_login_uri: app.metadata.initiate_login_uri,
    dpop_bound_access_tokens: true,
    require_pushed_authorization_requests: true,
  };
}

function bearerOf(request: FastifyRequest): string {
  return /^Bearer +([\w-]{1,128})$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
}

/** Also for a client that does not exist: who lacks its token learns nothing about it (RFC 7592 §2). */
function unauthorized(reply: FastifyReply): FastifyReply {
  return reply
    .code(401)
    .headers({ 'www-authenticate': 'Bearer error="invalid_token"', 'cache-control': 'no-store' })
    .send({ error: 'invalid_token', error_description: 'the token is unknown, used or too old' });
}

function refuse(reply: FastifyReply, { error, description }: MetadataRefusal): FastifyReply {
  return reply.code(400).header('cache-control', 'no-store').send({ error, error_description: description });
}
