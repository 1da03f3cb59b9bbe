import type { Socket } from 'node:net';
import { httpError } from './http.errors.js';
import { PROBLEM_TYPE, problemOf } from './problem.js';

/** Errors of Node's parser, for which no request object exists; anything else is a malformed request. */
const CODES = {
  HPE_HEADER_OVERFLOW: 'HEADERS_TOO_LARGE',
  ERR_HTTP_REQUEST_TIMEOUT: 'REQUEST_TIMEOUT',
} as const;

/** Duty: answer bytes that are not HTTP, without repeating any of them, and close the connection. */
export function refuseConnection(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const refusal = httpError(CODES[error.code as keyof typeof CODES] ?? 'MALFORMED_REQUEST');
  const body = JSON.stringify(problemOf(refusal, undefined));
  socket.end(
    `HTTP/1.1 ${refusal.definition.httpStatus} ${refusal.code}\r\ncontent-type: ${PROBLEM_TYPE}\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
}
