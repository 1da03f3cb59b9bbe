import { expect, test } from '@jest/globals';
import { Registry } from 'prom-client';
import { createServer, GatewayMetrics } from '../../../src/gateway/index.js';
import { createLogger } from '../../../src/kernel/log.js';

const FORWARDED = { host: 'localhost', 'x-forwarded-for': '203.0.113.9' };

test.each([
  ['nobody is believed by default', undefined, '127.0.0.1'],
  ['a proxy that is not on the list is not believed', ['10.0.0.0/8'], '127.0.0.1'],
  ['a trusted proxy tells who asks', ['127.0.0.0/8'], '203.0.113.9'],
])('%s', async (_name, trustedProxies, expected) => {
  const { server } = await createServer({
    publicUrl: 'http://localhost',
    allowedHosts: ['localhost'],
    trustedProxies,
    bodyBytesMax: 1000,
    metricsAccess: 'closed',
    securityContact: 'mailto:security@example.com',
    logger: createLogger({ level: 'silent' }),
    metrics: new GatewayMetrics(new Registry()),
    readinessChecks: {},
  });
  server.get('/ip', async (request) => request.ip);
  try {
    expect((await server.inject({ url: '/ip', headers: FORWARDED })).body).toBe(expected);
  } finally {
    await server.close();
  }
});
