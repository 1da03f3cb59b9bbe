import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, get } from 'node:http';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { root } from '../../support/run-openfolio.js';

const children: ChildProcess[] = [];

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

describe('on SIGTERM', () => {
  test('a request on the way is answered, no new connection is served, the rest is closed after it, exit code 0', async () => {
    const { child, port, output } = await startServer({ inFlightMs: 5_000 });
    const answer = ask(port, '/slow?ms=600');
    await output.until('slow begins');
    child.kill('SIGTERM');
    await output.until('"stopping"');
    await expect(ask(port, '/livez')).rejects.toMatchObject({ code: expect.stringMatching(/^ECONN(REFUSED|RESET)$/) });
    expect((await answer).body).toBe('slow done');
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(output.text().indexOf('slow ends')).toBeLessThan(output.text().indexOf('rest closed'));
  });

  test('a connection that is kept open learns from /readyz that it should go elsewhere', async () => {
    const { child, port, output } = await startServer({ inFlightMs: 5_000 });
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const slow = ask(port, '/slow?ms=500', agent);
    const ready = ask(port, '/readyz', agent); // waits for the same connection
    await output.until('slow begins');
    child.kill('SIGTERM');
    await slow;
    const outcome = await ready.catch((error: NodeJS.ErrnoException) => ({ status: error.code }));
    expect([503, 'ECONNREFUSED', 'ECONNRESET']).toContain(outcome.status);
    agent.destroy();
  });

  test('a request that does not end is cut after the given time', async () => {
    const { child, port, output } = await startServer({ inFlightMs: 300 });
    const answer = ask(port, '/slow?ms=60000');
    await output.until('slow begins');
    child.kill('SIGTERM');
    await expect(answer).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(output.text()).toContain('rest closed');
  });
});

test('an error that nobody caught closes as well, with exit code 1', async () => {
  const { child, port, output } = await startServer({ inFlightMs: 300 });
  void ask(port, '/crash').catch(() => {});
  expect(await once(child, 'exit')).toEqual([1, null]);
  expect(output.text()).toContain('rest closed');
});

async function startServer({ inFlightMs }: { inFlightMs: number }) {
  const source = `
    import { Registry } from 'prom-client';
    import { createServer, GatewayMetrics } from './src/gateway/index.ts';
    import { closeGracefully } from './src/kernel/close-gracefully.ts';
    import { createLogger } from './src/kernel/log.ts';
    const logger = createLogger({ level: 'info' });
    const { server } = await createServer({
      publicUrl: 'http://localhost', allowedHosts: ['127.0.0.1'], bodyBytesMax: 1024, metricsAccess: 'open',
      securityContact: 'mailto:a@b', logger, metrics: new GatewayMetrics(new Registry()), readinessChecks: {},
    });
    server.get('/slow', async (request) => {
      logger.info('slow begins');
      await new Promise((done) => setTimeout(done, Number(request.query.ms)).unref());
      logger.info('slow ends');
      return 'slow done';
    });
    server.get('/crash', () => { setImmediate(() => { throw new Error('nobody caught this'); }); return 'x'; });
    await server.listen({ host: '127.0.0.1', port: 0 });
    closeGracefully({ server, close: async () => logger.info('rest closed'), inFlightMs: ${inFlightMs} });
    console.log('PORT=' + server.addresses()[0].port);`;
  const tsx = join(root, 'node_modules/tsx/dist/loader.mjs');
  const child = spawn(process.execPath, ['--import', tsx, '--input-type=module', '--eval', source], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const output = collect(child);
  await output.until('PORT=');
  return { child, output, port: Number(/PORT=(\d+)/.exec(output.text())?.[1]) };
}

function collect(child: ChildProcess): { text(): string; until(part: string): Promise<void> } {
  let text = '';
  child.stdout?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return {
    text: () => text,
    until: async (part) => {
      while (!text.includes(part) && child.exitCode === null && child.stdout) await once(child.stdout, 'data');
    },
  };
}

function ask(port: number, path: string, agent?: Agent): Promise<{ status: number | undefined; body: string }> {
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, path, agent }, (response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => (body += chunk.toString()));
      response.on('end', () => resolve({ status: response.statusCode, body }));
      response.on('error', reject);
    }).on('error', reject);
  });
}
