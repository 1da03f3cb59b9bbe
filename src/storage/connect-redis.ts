import { Redis } from 'ioredis';
import { describeTarget, reasonOf } from './describe-target.js';
import { storageError } from './storage.errors.js';

/**
 * Connects once and fails at once if nobody answers; later it reconnects by itself. Commands fail fast while the connection
 * is down, because a budget that waits is worse than one that refuses.
 *
 * @throws PublicError REDIS_UNREACHABLE
 */
export async function connectRedis(url: string): Promise<Redis> {
  let established = false;
  let lastError: unknown;
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: 5_000,
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false, // a "use once" that is sent twice would answer "already used"
    commandTimeout: 1_000, // a frozen Redis must not hold requests: each caller has its rule for an outage
    retryStrategy: (times) => (established ? Math.min(times * 100, 2_000) : null),
  });
  redis.on('error', (error) => {
    lastError = error; // without a listener, ioredis prints it
  });
  try {
    await redis.connect();
    await redis.ping();
    established = true;
    return redis;
  } catch (error) {
    if (redis.status !== 'end') redis.disconnect();
    throw storageError('REDIS_UNREACHABLE', {
      params: { target: describeTarget(url), reason: reasonOf(lastError ?? error) },
      cause: error,
    });
  }
}
