import { createHash } from 'node:crypto';
import { fdatasyncSync, openSync, writeSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** A receiver that writes down what came and flushes it before it answers. Argument: its log. Tells its port to the parent. */
const log = openSync(process.argv[2] ?? '', 'a');

const server = createServer((request, response) => void take(request, response));

async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks).toString('utf8');
  const { event } = (JSON.parse(body) as { data: { event: { sequence: number; data: { count: number } } } }).data;
  const arrival = {
    number: event.data.count,
    sequence: event.sequence,
    webhookId: request.headers['webhook-id'],
    digest: createHash('sha256').update(body).digest('hex').slice(0, 16),
  };
  writeSync(log, `${JSON.stringify(arrival)}\n`);
  fdatasyncSync(log);
  response.writeHead(204).end();
}

server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as { port: number }).port }));
process.on('disconnect', () => process.exit(0));
