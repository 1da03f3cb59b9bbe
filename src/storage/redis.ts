import { Redis } from 'ioredis';

/**
 * The connection that processes share budgets, attempts and used proofs through.
 *
 * It fails fast: a command is neither queued while Redis is away nor sent twice (a retried "use once" would answer
 * "already used"), so each caller's own rule for an outage decides within `commandTimeoutMs`.
 */
export function connectRedis(url: string, commandTimeoutMs = 250): Redis {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    commandTimeout: commandTimeoutMs,
    retryStrategy: (attempt) => Math.min(attempt * 50, 1000),
  });
  redis.on('error', () => {}); // each command reports its own failure; reconnecting goes on in the background
  return redis;
}
