import { createServer } from 'node:http';

/** Answers 204 to everything, in a process of its own, so that its CPU time is not the platform's. */
let arrived = 0;
const server = createServer((request, response) => {
  request.resume().on('end', () => {
    arrived += 1;
    response.writeHead(204).end();
  });
});
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as { port: number }).port }));
process.on('message', () => process.send?.({ arrived }));
process.on('disconnect', () => process.exit(0));
