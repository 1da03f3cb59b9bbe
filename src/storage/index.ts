export { Database, type DatabaseOptions, type DatabaseRole, inTransaction } from './database.js';
export { migrate } from './migrate.js';
export { STORAGE_ERRORS, storageError } from './storage.errors.js';
export { connectDatabase, type DatabaseConnection, type DatabaseSettings, migrateDatabase } from './connect.js';
export { startEmbeddedPostgres } from './embedded.js';
export { connectRedis } from './connect-redis.js';
export { DatabaseDocumentStore } from './document-store.js';
