/** Runs in place of the runner, in the same jail, and tries to get out. Prints one JSON object: attempt → what happened. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { Worker } from 'node:worker_threads';

const outcome: Record<string, string> = {
  'read /etc/passwd': attempt(() => `read ${readFileSync('/etc/passwd').length} bytes`),
  'list /': attempt(() => `listed ${readdirSync('/').length} entries`),
  'list /proc': attempt(() => `listed ${readdirSync('/proc').length} entries`),
  'write beside itself': attempt(() => written(new URL('written', import.meta.url))),
  'write /tmp': attempt(() => written('/tmp/openfolio-jail-probe')),
  'start a program': attempt(() => started()),
  'start a worker': attempt(() => `started ${new Worker('1', { eval: true }).threadId}`),
  'signal the parent': attempt(() => signalled()),
  'read the environment': environment(),
  'network interfaces': interfaces(),
  'user id': process.getuid?.() === 0 ? 'runs as root' : 'refused',
};
outcome[`connect to 127.0.0.1:${process.argv[2]}`] = await connection(Number(process.argv[2]));
process.stdout.write(`${JSON.stringify(outcome)}\n`);
process.exit(0);

function attempt(act: () => string): string {
  try {
    return act();
  } catch {
    return 'refused';
  }
}

function written(path: URL | string): string {
  writeFileSync(path, 'x');
  return 'written';
}

function started(): string {
  const { error, status } = spawnSync('/bin/true');
  return error ? 'refused' : `ended with ${status}`;
}

/** In a process namespace of its own the process is number 1 and knows no other. */
function signalled(): string {
  if (process.ppid === 0) return 'refused';
  process.kill(process.ppid, 0);
  return 'reached';
}

function environment(): string {
  const names = Object.keys(process.env).filter((name) => !['PWD', 'SHLVL', '_', 'OLDPWD'].includes(name));
  return names.length === 0 ? 'refused' : `holds ${names.join(', ')}`;
}

function interfaces(): string {
  const up = Object.keys(networkInterfaces());
  return up.length === 0 ? 'refused' : `has ${up.join(', ')}`;
}

function connection(port: number): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve('connected'));
    socket.once('error', () => resolve('refused'));
    setTimeout(() => resolve('refused'), 1000).unref();
  });
}
