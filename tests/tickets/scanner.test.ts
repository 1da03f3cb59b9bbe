import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { ticketUseCases } from '../../src/compose/tickets.js';
import { readSettings } from '../../src/config.js';
import { newId } from '../../src/kernel/ids.js';
import { createLogger } from '../../src/kernel/log.js';
import type { OperationContext } from '../../src/operation/index.js';
import { ClamdScanner } from '../../src/tickets/index.js';
import { createTicketWorld, type TicketWorld } from './ticket-world.js';

/** The test file of the European Institute for Computer Antivirus Research, which every scanner takes for a virus; in two parts, so that this file is none. */
const EICAR = Buffer.from(String.raw`X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-` + 'ANTIVIRUS-TEST-FILE!$H+H*');

let daemon: Server | undefined;
const heard: Buffer[] = [];
const errors: string[] = [];
afterEach(async () => {
  daemon?.close();
  heard.length = 0;
  errors.length = 0;
});

/** Speaks INSTREAM as clamd(8) has it. @returns its URL */
async function clamd(answerOf: (content: Buffer) => string | undefined): Promise<string> {
  daemon = createServer((socket) => {
    let seen = Buffer.alloc(0);
    socket.on('error', () => {});
    socket.on('data', (part: Buffer) => {
      seen = Buffer.concat([seen, part]);
      const content = contentOf(seen);
      if (!content) return;
      heard.push(content);
      const answer = answerOf(content);
      if (answer !== undefined) socket.end(`${answer}\0`);
    });
  }).listen(0, '127.0.0.1');
  await once(daemon, 'listening');
  return `tcp://127.0.0.1:${(daemon.address() as AddressInfo).port}`;
}

/** @returns `undefined` while the chunk of length zero has not come */
function contentOf(seen: Buffer): Buffer | undefined {
  const command = 'zINSTREAM\0';
  if (seen.toString('latin1', 0, command.length) !== command) return undefined;
  const chunks: Buffer[] = [];
  for (let at = command.length; at + 4 <= seen.length; ) {
    const length = seen.readUInt32BE(at);
    if (length === 0) return Buffer.concat(chunks);
    chunks.push(seen.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return undefined;
}

const scannerAt = (url: string) =>
  new ClamdScanner({ url, timeoutMs: 300, onError: (error) => errors.push(String(error)) });
const judge = (content: Buffer) => (content.includes('EICAR') ? 'stream: Eicar-Signature FOUND' : 'stream: OK');

test('a clean file passes, and the daemon got every byte of it, in chunks', async () => {
  const content = Buffer.alloc(200_000, 'abc');
  await scannerAt(await clamd(judge)).scan(content);
  expect(heard[0]?.equals(content)).toBe(true);
  expect(errors).toEqual([]);
});

test('a harmful file is refused', async () => {
  await expect(scannerAt(await clamd(judge)).scan(EICAR)).rejects.toMatchObject({
    code: 'TICKET_ATTACHMENT_REFUSED',
    message: expect.stringContaining('harmful'),
  });
});

test.each<[string, () => Promise<string>]>([
  ['answers an error', () => clamd(() => 'INSTREAM size limit exceeded. ERROR')],
  ['answers something else', () => clamd(() => 'stream: OKAY')],
  ['hangs up', () => clamd(() => '')],
  ['is silent', () => clamd(() => undefined)],
  ['is away', async () => 'tcp://127.0.0.1:1'],
])('while the daemon %s, nothing is kept, and the operator is told why', async (_does, url) => {
  await expect(scannerAt(await url()).scan(Buffer.from('x'))).rejects.toMatchObject({
    message: expect.stringContaining('try again later'),
  });
});

test.each([
  ['tcp://scanner:3310', 0],
  ['unix:/run/clamav/clamd.ctl', 0],
  ['http://scanner', 1],
])('the setting %p has %p problems', (OPENFOLIO_CLAMD_URL, problems) => {
  expect(readSettings({ OPENFOLIO_CLAMD_URL }).problems).toHaveLength(problems);
});

let world: TicketWorld;
beforeAll(async () => {
  world = await createTicketWorld();
});
afterAll(() => world?.close());

test('an attachment goes through the scanner before anything is written', async () => {
  const parts = { pool: world.database.ops, clock: world.clock, logger: createLogger({ level: 'silent' }) };
  const { customerActs } = ticketUseCases({ ...parts, clamd: await clamd(judge) });
  const grant = { id: newId(), customerId: world.anna.id, appId: world.appId, accountIds: '*', person: null };
  const context = { grant } as unknown as OperationContext;
  const ticketId = await customerActs.open(context, { text: 'Why was my order rejected?', author: 'CUSTOMER' });
  const attach = (content: Buffer) =>
    customerActs.attach(context, {
      ticketId,
      name: 'note.txt',
      mediaType: 'text/plain',
      contentBase64: content.toString('base64'),
      author: 'CUSTOMER',
    });
  await expect(attach(EICAR)).rejects.toMatchObject({ code: 'TICKET_ATTACHMENT_REFUSED' });
  await attach(Buffer.from('September'));
  const { rows } = await world.database.ops.query('SELECT name FROM ticket_attachment WHERE ticket_id = $1', [
    ticketId,
  ]);
  expect(rows).toHaveLength(1);
});
