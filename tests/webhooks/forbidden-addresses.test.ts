import type { LookupAddress } from 'node:dns';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { isForbidden, PayloadSender } from '../../src/webhooks/index.js';
import { TestReceiver } from './test-receiver.js';

const PUBLIC = { allowLoopback: false };

describe('addresses', () => {
  test.each([
    '127.0.0.1',
    '127.8.8.8',
    '0.0.0.0',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.100.100.200',
    '100.64.0.1',
    '168.63.129.16',
    '192.0.2.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    'fe80::1',
    'fc00::1',
    'fd00:ec2::254',
    '::ffff:127.0.0.1',
    '::ffff:10.0.0.1',
    '::ffff:a9fe:a9fe',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '2001:db8::1',
    'ff02::1',
    'not-an-address',
  ])('%s is forbidden', (address) => expect(isForbidden(address, PUBLIC)).toBe(true));

  test.each(['93.184.215.14', '8.8.8.8', '2606:2800:21f:cb07:6820:80da:af6b:8b2c'])('%s is allowed', (address) =>
    expect(isForbidden(address, PUBLIC)).toBe(false),
  );

  test('loopback is allowed in a sandbox, and nothing else that is private', () => {
    const sandbox = { allowLoopback: true };
    expect(['127.0.0.1', '::1', '::ffff:127.0.0.1'].map((address) => isForbidden(address, sandbox))).toEqual([
      false,
      false,
      false,
    ]);
    expect(['10.0.0.1', '169.254.169.254'].map((address) => isForbidden(address, sandbox))).toEqual([true, true]);
  });
});

describe('the sender', () => {
  let receiver: TestReceiver;
  beforeAll(async () => {
    receiver = await TestReceiver.start();
  });
  afterAll(() => receiver?.stop());

  const send = async (
    url: string,
    options: { addresses?: LookupAddress[]; allowLoopback?: boolean; timeoutMs?: number } = {},
  ) => {
    const { addresses, allowLoopback = false, timeoutMs = 1000 } = options;
    const resolve =
      addresses &&
      (((_host: string, _options: unknown, done: (error: null, found: LookupAddress[]) => void) =>
        done(null, addresses)) as never);
    const sender = new PayloadSender({ allowLoopback, timeoutMs }, resolve);
    try {
      return await sender.send({ url, headers: {}, body: '{}' });
    } finally {
      await sender.close();
    }
  };

  test.each([
    'https://127.0.0.1/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://0177.0.0.1/',
    'https://169.254.169.254/latest/meta-data/',
    'https://localhost/',
    'http://example.com/',
    'https://user:pass@example.com/',
    'file:///etc/passwd',
  ])('sends nothing to %s', async (url) => expect((await send(url)).kind).toBe('BLOCKED'));

  test.each([
    ['a private address', [{ address: '10.0.0.5', family: 4 }]],
    ['a mapped one', [{ address: '::ffff:127.0.0.1', family: 6 }]],
    [
      'a public and a private one',
      [
        { address: '93.184.215.14', family: 4 },
        { address: '192.168.0.1', family: 4 },
      ],
    ],
  ])(
    'sends nothing to a name that leads to %s, whatever it led to when the hook was registered',
    async (_what, addresses) => {
      expect(await send('https://rebinding.example/', { addresses })).toMatchObject({ kind: 'BLOCKED' });
      expect(receiver.received).toEqual([]);
    },
  );

  test('follows no redirect', async () => {
    receiver.answer = (_, response) => response.writeHead(302, { location: `${receiver.url}/elsewhere` }).end();
    expect(await send(`${receiver.url}/first`, { allowLoopback: true })).toMatchObject({
      kind: 'answered',
      status: 302,
    });
    expect(receiver.received.map(({ path }) => path)).toEqual(['/first']);
  });

  test('gives up on a receiver that never answers, within its time', async () => {
    receiver.answer = () => {};
    const started = Date.now();
    expect((await send(receiver.url, { allowLoopback: true, timeoutMs: 400 })).kind).toBe('TIMEOUT');
    expect(Date.now() - started).toBeLessThan(1500);
  });

  test('reads a little of an endless answer and takes its status', async () => {
    receiver.answer = (_, response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write('x'.repeat(64 * 1024)), 5);
      response.on('close', () => clearInterval(drip));
    };
    const outcome = await send(receiver.url, { allowLoopback: true, timeoutMs: 3000 });
    expect(outcome).toMatchObject({ kind: 'answered', status: 200 });
    expect((outcome as { detail: string }).detail.length).toBeLessThanOrEqual(500);
  });
});
