// Exits with 0 if the PostgreSQL or Redis of the given URL lets us in within two seconds.
import { Redis } from 'ioredis';
import pg from 'pg';

const url = process.argv[2] ?? '';
try {
  await (url.startsWith('redis') ? askRedis() : askPostgres());
} catch {
  process.exitCode = 1;
}

async function askPostgres() {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  await client.connect();
  const { rows } = await client.query("SELECT rolsuper AS may FROM pg_roles WHERE rolname = current_user");
  await client.end();
  if (!rows[0]?.may) process.exitCode = 1; // tests create databases and roles
}

async function askRedis() {
  const redis = new Redis(url, { lazyConnect: true, connectTimeout: 2_000, retryStrategy: () => null });
  redis.on('error', () => {});
  await redis.connect();
  await redis.ping();
  redis.disconnect();
}
