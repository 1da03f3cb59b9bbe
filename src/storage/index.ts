export { connectDatabase, type DatabaseConnection, type DatabaseSettings, migrateDatabase } from './connect.js';
export { connectRedis } from './connect-redis.js';
export { Database, type DatabaseOptions, type DatabaseRole, inTransaction } from './database.js';
export { DatabaseDocumentStore } from './document-store.js';
export { startEmbeddedPostgres } from './embedded.js';
export { migrate } from './migrate.js';
export {
  type ByKey,
  byKey,
  digestOfInput,
  holderOf,
  type KeyedAct,
  onceByKey,
  purgeIdempotencyKeys,
  WITHOUT_KEY,
} from './once-by-key.js';
export { STORAGE_ERRORS, storageError } from './storage.errors.js';
