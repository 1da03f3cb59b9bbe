import type { FastifyPluginAsync } from 'fastify';
import type { Redis } from 'ioredis';
import type { MiddlewareFn } from 'type-graphql';
import type { Config } from '../config.js';
import { ATTEMPT_RULES, BrokerageProvider, CALLBACK_PATH, CustomerSignIn, peopleRoutes } from '../identity/index.js';
import type { Clock } from '../kernel/clock.js';
import type { Logger } from '../kernel/log.js';
import { type AttemptLog, attemptLimiter, guardField, MemoryAttemptLog, RedisAttemptLog } from '../metering/index.js';
import type { AttemptLimiter, OperationContext } from '../operation/index.js';
import { AttemptGuard } from '../operation/schema/attempt-guard.js';
import type { Database } from '../storage/index.js';
import { ticketGuards } from './tickets.js';

export interface PeopleNeeds {
  readonly config: Config;
  readonly database: Database;
  readonly redis: Redis | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface People {
  readonly limit: AttemptLimiter;
  readonly attemptGuard: AttemptGuard;
  /** Only where the brokerage's own sign-in is configured, in live mode. */
  readonly customerSignIn: CustomerSignIn | undefined;
  readonly routes: FastifyPluginAsync;
}

/** Who signs in and how often it may be tried: one count of attempts for all doors. */
export function composePeople(needs: PeopleNeeds): People {
  const { config, database, clock } = needs;
  const { publicUrl, secret } = config;
  const pool = database.identity;
  const log = attemptLogOf(needs);
  const limit = attemptLimiter({ log });
  const rule = ATTEMPT_RULES['app-registration'];
  const identify = ({ grant }: OperationContext) => grant.appId;
  return {
    limit,
    attemptGuard: new AttemptGuard({
      count: byField(guardField<OperationContext>({ log, rule, identify }), ticketGuards(log)),
    }),
    customerSignIn: customerSignInOf(needs),
    routes: peopleRoutes({ pool, clock, publicUrl, secret, limit }),
  };
}

/** Fields with a rule of their own; all others share the first. */
function byField(
  others: MiddlewareFn<OperationContext>,
  own: Readonly<Record<string, MiddlewareFn<OperationContext>>>,
): MiddlewareFn<OperationContext> {
  return (action, next) => (own[action.info.fieldName] ?? others)(action, next);
}

function attemptLogOf({ redis, clock, logger }: PeopleNeeds): AttemptLog {
  if (!redis) return new MemoryAttemptLog({ clock });
  const onOutage = (cause: unknown) =>
    logger.warn({ err: cause }, 'shared attempts are away; this process counts alone');
  return new RedisAttemptLog({ redis, clock, onOutage });
}

function customerSignInOf({ config, database, clock }: PeopleNeeds): CustomerSignIn | undefined {
  const { customerOidc, publicUrl, mode } = config;
  if (customerOidc === undefined || mode !== 'live') return undefined;
  const provider = new BrokerageProvider({ ...customerOidc, redirectUri: `${publicUrl}${CALLBACK_PATH}` });
  return new CustomerSignIn({ pool: database.identity, clock, provider, claim: customerOidc.claim });
}
