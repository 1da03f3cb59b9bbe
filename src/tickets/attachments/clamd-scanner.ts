import { connect } from 'node:net';
import { ticketError } from '../tickets.errors.js';

/** Looks into a file before it is kept. */
export interface AttachmentScanner {
  /** @throws PublicError TICKET_ATTACHMENT_REFUSED for a file that is harmful, and for one that can't be looked into now */
  scan(content: Buffer): Promise<void>;
}

export interface ClamdOptions {
  /** `tcp://host:3310`, or `unix:/run/clamav/clamd.ctl`. */
  readonly url: string;
  readonly timeoutMs?: number;
  /** Told why a file could not be looked into. */
  readonly onError: (error: unknown) => void;
}

const CHUNK_BYTES = 64 * 1024;

/**
 * ClamAV's daemon over its own protocol (clamd(8), INSTREAM): `zINSTREAM\0`, then chunks, each after its length as four bytes in network
 * order, a length of zero at the end; it answers `stream: OK\0`, `stream: NAME FOUND\0` or `… ERROR\0`. A daemon that is away, slow or
 * speaks otherwise refuses the file: what was not looked into is not kept.
 */
export class ClamdScanner implements AttachmentScanner {
  readonly #options: ClamdOptions;

  constructor(options: ClamdOptions) {
    this.#options = options;
  }

  async scan(content: Buffer): Promise<void> {
    const answer = await this.#ask(content).catch((error: unknown) => {
      this.#options.onError(error);
      return '';
    });
    if (/^stream: .+ FOUND$/.test(answer)) throw refused('it is harmful');
    if (answer === 'stream: OK') return;
    if (answer !== '') this.#options.onError(new Error(`clamd answered: ${answer.slice(0, 200)}`));
    throw refused('it can not be checked for viruses now, try again later');
  }

  #ask(content: Buffer): Promise<string> {
    const { protocol, hostname, port, pathname } = new URL(this.#options.url);
    const where = protocol === 'unix:' ? { path: pathname } : { host: hostname, port: Number(port || 3310) };
    return new Promise((resolve, reject) => {
      const socket = connect(where);
      const parts: Buffer[] = [];
      socket.setTimeout(this.#options.timeoutMs ?? 20_000, () => socket.destroy(new Error('clamd is too slow')));
      socket.on('error', reject);
      socket.on('data', (part: Buffer) => parts.push(part));
      socket.on('close', () => resolve(Buffer.concat(parts).toString('utf8').replace(/\0.*$/s, '').trim()));
      socket.write('zINSTREAM\0');
      for (let at = 0; at < content.length; at += CHUNK_BYTES) {
        const chunk = content.subarray(at, at + CHUNK_BYTES);
        socket.write(lengthOf(chunk.length));
        socket.write(chunk);
      }
      socket.write(lengthOf(0));
    });
  }
}

function lengthOf(bytes: number): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes);
  return length;
}

function refused(reason: string) {
  return ticketError('TICKET_ATTACHMENT_REFUSED', { params: { reason } });
}
