import { get } from 'node:http';
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

async function checkPort({ host, port, publicUrl, mode }: Config): Promise<string> {
  const taken = await whyTaken(host, port);
  if (!taken) return `${host}:${port} is free`;
  const running = taken.code === 'EADDRINUSE' ? await platformAt(host, port, new URL(publicUrl).host) : undefined;
  if (running?.mode === mode && running.links?.graphql === `${publicUrl}/graphql`)
    return `${host}:${port} is served by this platform, which runs`;
  const other = running === undefined ? 'another program' : `another platform (${running.mode})`;
  const reason = taken.code === 'EADDRINUSE' ? `${other} listens there` : taken.message;
  throw configError('PORT_TAKEN', { params: { host, port, reason }, cause: taken });
}

function whyTaken(host: string, port: number): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error));
    probe.listen(port, host, () => probe.close(() => resolve(undefined)));
  });
}

/** Parts of what `/` answers to programs. */
interface RunningPlatform {
  readonly name: string;
  readonly mode: string;
  readonly links?: { readonly graphql?: string };
}

const ANSWERS_WITHIN_MS = 3_000;
const ANSWER_BYTES_MAX = 64 * 1024;

/** @param publicHost because a platform answers to its own name alone. @returns nothing where something else listens */
function platformAt(host: string, port: number, publicHost: string): Promise<RunningPlatform | undefined> {
  const everywhere: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' };
  const address = { host: everywhere[host] ?? host, port, path: '/', timeout: ANSWERS_WITHIN_MS };
  return new Promise((resolve) => {
    const request = get({ ...address, headers: { host: publicHost, accept: 'application/json' } }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
        if (text.length > ANSWER_BYTES_MAX) request.destroy(new Error('no platform answers at such length'));
      });
      answer.once('end', () => resolve(platformIn(text)));
      answer.once('error', () => resolve(undefined));
    });
    request.once('timeout', () => request.destroy(new Error('it does not answer')));
    request.once('error', () => resolve(undefined));
  });
}

function platformIn(text: string): RunningPlatform | undefined {
  try {
    const found = JSON.parse(text) as RunningPlatform | null;
    return found?.name === 'Openfolio' ? found : undefined;
  } catch {
    return undefined; // another program
  }
}
