import { defineErrors, errorsOf } from '../kernel/errors.js';

export const STORAGE_ERRORS = defineErrors({
  DATABASE_UNREACHABLE: {
    class: 'UNAVAILABLE',
    httpStatus: 503,
    message:
      'No PostgreSQL answers at {target}: {reason}. Start it, correct DATABASE_URL, or unset DATABASE_URL to use the embedded database.',
  },
  IDEMPOTENCY_KEY_INVALID: {
    class: 'INVALID_INPUT',
    httpStatus: 400,
    message: 'The idempotency key must have 1 to {max} characters.',
  },
  IDEMPOTENCY_KEY_REUSED: {
    class: 'CONFLICT',
    httpStatus: 409,
    message: 'This idempotency key came with another input before. Take a new key for a new intent.',
  },
  IDEMPOTENCY_KEY_IN_USE: {
    class: 'CONFLICT',
    httpStatus: 409,
    message: 'The first request with this idempotency key is still under way. Retry in a second with the same key.',
  },
  DATABASE_TOO_OLD: {
    class: 'UNAVAILABLE',
    httpStatus: 503,
    message: 'PostgreSQL {version} is too old: 15 or later is needed.',
  },
  DATABASE_SCHEMA_UNKNOWN: {
    class: 'UNAVAILABLE',
    httpStatus: 503,
    message:
      'The database does not hold a schema that this release knows ({found}). Point DATABASE_URL at an empty database, restore a backup, or run the release that made it.',
  },
  DATABASE_ROLE_UNSAFE: {
    class: 'UNAVAILABLE',
    httpStatus: 503,
    message:
      'In live mode the role of DATABASE_URL must not be {problem}. Give the owner in DATABASE_MIGRATOR_URL and a plain login role, member of openfolio_app, openfolio_identity and openfolio_ops, in DATABASE_URL.',
  },
  DATA_DIRECTORY_UNUSABLE: {
    class: 'UNAVAILABLE',
    httpStatus: 503,
    message:
      'The data directory {directory} can not be used: {reason}. Make it writable for this user, or set OPENFOLIO_DATA_DIR to another one.',
  },
  EMBEDDED_DATABASE_UNUSABLE: {
    class: 'UNAVAILABLE',
    httpStatus: 503,
    message: 'The embedded database can not run: {reason}. {remedy}.',
  },
  DATABASE_SCHEMA_BEHIND: {
    class: 'UNAVAILABLE',
    httpStatus: 503,
    message:
      'The database lacks {missing} of this release, and no owner is given. Run `openfolio migrate` with DATABASE_MIGRATOR_URL, then start again.',
  },
  REDIS_UNREACHABLE: {
    class: 'UNAVAILABLE',
    httpStatus: 503,
    message:
      'No Redis answers at {target}: {reason}. Start it, correct REDIS_URL, or unset REDIS_URL to run as a single process.',
  },
});

export const storageError = errorsOf(STORAGE_ERRORS);
