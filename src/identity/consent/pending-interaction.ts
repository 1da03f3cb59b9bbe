import type { FastifyReply, FastifyRequest } from 'fastify';
import { errors } from 'oidc-provider';
import { identityError } from '../identity.errors.js';
import type { AuthorizationServer } from '../server/authorization-server.js';

/** Where an authorization waits for the customer. In step CONSENT it is known who that is and what was asked. */
export type PendingInteraction =
  | { readonly step: 'SIGN_IN'; readonly uid: string; readonly clientId: string }
  | {
      readonly step: 'CONSENT';
      readonly uid: string;
      readonly customerId: string;
      readonly clientId: string;
      /** Requested, known, within the app's ceiling. */
      readonly scopes: readonly string[];
      readonly redirectUri: string;
    };

export type Step = PendingInteraction['step'];

/**
 * Finds the interaction by its signed cookie, which must name the one in the path.
 *
 * @throws PublicError AUTHORIZATION_EXPIRED when it is gone, foreign, or at another step than the form was made for
 */
export async function interactionOf<S extends Step = Step>(
  server: AuthorizationServer,
  request: FastifyRequest<{ Params: { uid: string } }>,
  reply: FastifyReply,
  step?: S,
): Promise<PendingInteraction & { step: S }> {
  const details = await server.provider.interactionDetails(request.raw, reply.raw).catch((error: unknown) => {
    throw error instanceof errors.SessionNotFound ? identityError('AUTHORIZATION_EXPIRED', { cause: error }) : error;
  });
  if (details.uid !== request.params.uid) throw identityError('AUTHORIZATION_EXPIRED');
  const interaction = pending(details, server.resource);
  if (step !== undefined && interaction.step !== step) throw identityError('AUTHORIZATION_EXPIRED');
  return interaction as PendingInteraction & { step: S };
}

/**
 * Cuts the interaction loose from the session that it began in, so that another customer can go on with the same request.
 * The provider would otherwise stop at the resume: it takes a change of session for an attack.
 */
export async function leaveSession(
  server: AuthorizationServer,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const details = await server.provider.interactionDetails(request.raw, reply.raw);
  details.session = undefined;
  await details.persist();
}

type Details = Awaited<ReturnType<AuthorizationServer['provider']['interactionDetails']>>;

function pending(details: Details, resource: string): PendingInteraction {
  const { uid, prompt, params, session } = details;
  const clientId = String(params['client_id']);
  if (prompt.name === 'login' || !session?.accountId) return { step: 'SIGN_IN', uid, clientId };
  const missing = prompt.details['missingResourceScopes'] as Record<string, string[]> | undefined;
  return {
    step: 'CONSENT',
    uid,
    customerId: session.accountId,
    clientId,
    scopes: missing?.[resource] ?? [],
    redirectUri: String(params['redirect_uri']),
  };
}
