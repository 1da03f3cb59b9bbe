import { createServer } from 'node:net';
import type { Command } from 'commander';
import { configError } from '../config.errors.js';
import { type Config, loadConfig } from '../config.js';
import { PublicError } from '../kernel/errors.js';
import { connectDatabase, connectRedis } from '../storage/index.js';

export function addDoctorCommand(program: Command): void {
  program
    .command('doctor')
    .description('check configuration, database (as a start would: it also migrates), Redis and port; say what to mend')
    .action(async () => {
      if (!(await diagnose(process.env, (line) => process.stdout.write(`${line}\n`)))) process.exitCode = 1;
    });
}

/** In the order in which a start would fail. Each gives a line for people or throws the refusal that a start would print. */
const CHECKS: readonly [name: string, check: (config: Config) => Promise<string>][] = [
  ['database', checkDatabase],
  ['redis', checkRedis],
  ['port', checkPort],
];

/** @returns whether a start would succeed */
async function diagnose(environment: NodeJS.ProcessEnv, say: (line: string) => void): Promise<boolean> {
  const config = await loadConfig(environment); // nothing else can be checked without one
  say(`ok      config    ${config.mode}, data in ${config.dataDir}`);
  let healthy = true;
  for (const [name, check] of CHECKS) {
    try {
      say(`ok      ${name.padEnd(9)} ${await check(config)}`);
    } catch (error) {
      if (!(error instanceof PublicError)) throw error;
      say(`failed  ${name.padEnd(9)} ${error.message} (${error.code})`);
      healthy = false;
    }
  }
  return healthy;
}

async function checkDatabase(config: Config): Promise<string> {
  const connection = await connectDatabase(config);
  await connection.stop();
  const changed = connection.migrated.length > 0 ? `${connection.migrated.length} migrations run` : 'schema up to date';
  return `${connection.embedded ? 'embedded' : 'reachable'}, ${changed}`;
}

async function checkRedis(config: Config): Promise<string> {
  if (config.redisUrl === undefined) return 'not used: run a single process';
  const redis = await connectRedis(config.redisUrl);
  redis.disconnect();
  return 'reachable';
}

function checkPort({ host, port }: Config): Promise<string> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      const reason = error.code === 'EADDRINUSE' ? 'another program listens there' : error.message;
      reject(configError('PORT_TAKEN', { params: { host, port, reason }, cause: error }));
    });
    probe.listen(port, host, () => probe.close(() => resolve(`${host}:${port} is free`)));
  });
}
