import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { fixedClock } from '../../src/kernel/clock.js';
import { checkFile, cleanName } from '../../src/tickets/attachments/check-file.js';
import { signRequest } from '../../src/tickets/attachments/s3-bucket.js';
import { S3Bucket } from '../../src/tickets/index.js';
import { createTicketWorld, type TicketWorld } from './ticket-world.js';

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

describe('a file', () => {
  test.each<[string, string, string, string]>([
    ['HTML that says it is a picture', 'image/png', Buffer.from('<html>').toString('base64'), 'not image/png'],
    ['of a type that browsers run', 'image/svg+xml', PNG.toString('base64'), 'may be attached'],
    ['text with control characters', 'text/plain', Buffer.from('a\u0000b').toString('base64'), 'not text/plain'],
    ['that is empty', 'text/plain', '', 'empty'],
    ['that is no base64', 'text/plain', '%%%', 'base64'],
    ['larger than 5 MiB', 'text/plain', Buffer.alloc(5 * 1024 * 1024 + 1, 97).toString('base64'), 'at most'],
  ])('%s is refused', (_what, mediaType, content, reason) => {
    expect(() => checkFile('x', mediaType, content)).toThrow(reason);
  });

  test.each([
    ['../../etc/passwd', 'passwd.png'],
    ['C:\\temp\\evil.exe.png', 'evil_exe.png'],
    ['\u202Egnp.exe', 'gnp_exe.png'],
    ['<img onerror=x>.PNG', 'img onerrorx.png'],
    ['截图 1.png', '截图 1.png'],
    ['...', 'file.png'],
  ])('named %s becomes %s', (name, expected) => {
    expect(cleanName(name, ['png'])).toBe(expected);
  });
});

test('requests to a bucket are signed as Amazon’s own example says', () => {
  // Amazon S3 API Reference, "Signature Calculations: Example: GET Object", with its keys, time and expected signature.
  const settings = {
    endpoint: 'https://examplebucket.s3.amazonaws.com',
    region: 'us-east-1',
    bucket: 'examplebucket',
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  };
  const signed = signRequest(settings, {
    method: 'GET',
    url: new URL('https://examplebucket.s3.amazonaws.com/test.txt'),
    body: Buffer.alloc(0),
    headers: { range: 'bytes=0-9' },
    at: Date.parse('2013-05-24T00:00:00Z'),
  });
  expect(signed['authorization']).toContain('f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41');
});

describe('through the API', () => {
  let world: TicketWorld;
  let bucket: Server;
  beforeAll(async () => {
    world = await createTicketWorld();
    bucket = await keepObjects();
  });
  afterAll(async () => {
    bucket?.close();
    await world?.close();
  });

  const ATTACH = `mutation($input: AttachToTicketInput!) { attachToTicket(input: $input) { attachment { id name mediaType sizeBytes sha256 } userErrors { code message } } }`;
  const READ = 'query($id: ID!) { ticketAttachment(id: $id) { name contentBase64 } }';

  test('what was attached comes back byte for byte, for its own customer alone, with a receipt', async () => {
    const ticket = await world.open('The app crashes when I open it');
    const input = {
      ticketId: ticket.id,
      name: '../crash.png',
      mediaType: 'image/png',
      contentBase64: PNG.toString('base64'),
    };
    const { attachToTicket } = await world.data<{ attachToTicket: { attachment: { id: string } } }>(ATTACH, { input });
    const { attachment } = attachToTicket;
    expect(attachment).toMatchObject({
      name: 'crash.png',
      sizeBytes: 16,
      sha256: createHash('sha256').update(PNG).digest('hex'),
    });
    expect(await world.data(READ, { id: attachment.id })).toEqual({
      ticketAttachment: { name: 'crash.png', contentBase64: PNG.toString('base64') },
    });
    expect(await world.data(READ, { id: attachment.id }, world.bertGrant)).toEqual({ ticketAttachment: null });
    const { rows } = await world.database.ops.query(
      "SELECT FROM operation_record WHERE 'TicketAttachment.contentBase64' = ANY (fields)",
    );
    expect(rows.length).toBeGreaterThanOrEqual(1);
    const wrong = await world.data(ATTACH, {
      input: { ...input, contentBase64: Buffer.from('<html>').toString('base64') },
    });
    expect(wrong).toMatchObject({
      attachToTicket: { attachment: null, userErrors: [{ code: 'TICKET_ATTACHMENT_REFUSED' }] },
    });
  });

  test('a bucket keeps what the database otherwise would', async () => {
    const { port } = bucket.address() as AddressInfo;
    const settings = {
      endpoint: `http://127.0.0.1:${port}`,
      region: 'local',
      bucket: 'tickets',
      accessKeyId: 'KEY',
      secretAccessKey: 'SECRET',
    };
    const store = new S3Bucket({ ...settings, clock: fixedClock('2026-10-28T02:00:00Z') });
    await store.put('a-key', PNG, 'image/png');
    expect(await store.get('a-key')).toEqual(PNG);
    await expect(store.get('missing')).rejects.toThrow('404');
    await expect(
      new S3Bucket({ ...settings, secretAccessKey: 'OTHER', clock: fixedClock('2026-10-28T02:00:00Z') }).get('a-key'),
    ).rejects.toThrow('403');
  });
});

/** Objects in memory, for whoever signs with SECRET: the signature is computed again from what came over the wire. */
async function keepObjects(): Promise<Server> {
  const objects = new Map<string, Buffer>();
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await bytesOf(request);
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
    const settings = {
      endpoint: url.origin,
      region: 'local',
      bucket: 'tickets',
      accessKeyId: 'KEY',
      secretAccessKey: 'SECRET',
    };
    const headers: Record<string, string> =
      request.method === 'PUT' ? { 'content-type': request.headers['content-type'] ?? '' } : {};
    const expected = signRequest(settings, {
      method: request.method ?? '',
      url,
      body,
      headers,
      at: Date.parse('2026-10-28T02:00:00Z'),
    });
    if (request.headers.authorization !== expected['authorization']) {
      response.writeHead(403).end();
      return;
    }
    if (request.method === 'PUT') objects.set(url.pathname, body);
    const found = objects.get(url.pathname);
    response.writeHead(found ? 200 : 404).end(request.method === 'PUT' ? '' : found);
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
