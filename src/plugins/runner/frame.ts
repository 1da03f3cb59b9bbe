/** A message: a small JSON header and a body of bytes, each length-prefixed (two u32, big-endian). */
export interface Frame {
  readonly header: Readonly<Record<string, unknown>>;
  readonly body: Buffer;
}

export const FRAME_HEAD_BYTES = 8;
const HEADER_BYTES_MAX = 64 * 1024;
const BODY_BYTES_MAX = 4 * 1024 * 1024;

export function encodeFrame(header: object, body: Uint8Array | string = ''): Buffer {
  const headerBytes = Buffer.from(JSON.stringify(header));
  const bodyBytes = typeof body === 'string' ? Buffer.from(body) : body;
  const head = Buffer.alloc(FRAME_HEAD_BYTES);
  head.writeUInt32BE(headerBytes.length, 0);
  head.writeUInt32BE(bodyBytes.length, 4);
  return Buffer.concat([head, headerBytes, bodyBytes]);
}

/** @throws RangeError for lengths that no honest peer sends: the caller ends the connection, or the process */
export function frameLengths(head: Buffer): { readonly header: number; readonly body: number } {
  const lengths = { header: head.readUInt32BE(0), body: head.readUInt32BE(4) };
  if (lengths.header > HEADER_BYTES_MAX || lengths.body > BODY_BYTES_MAX) throw new RangeError('Frame is too long');
  return lengths;
}

export function parseFrame(header: Buffer, body: Buffer): Frame {
  const parsed: unknown = JSON.parse(header.toString('utf8'));
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    throw new RangeError('Frame has no header');
  return { header: parsed as Record<string, unknown>, body };
}

/** Cuts a byte stream into frames. */
export class FrameDecoder {
  #chunks: Buffer[] = [];
  #buffered = 0;

  /** @throws RangeError, SyntaxError for a stream that is none */
  push(chunk: Buffer): Frame[] {
    this.#chunks.push(chunk);
    this.#buffered += chunk.length;
    const frames: Frame[] = [];
    for (let frame = this.#next(); frame; frame = this.#next()) frames.push(frame);
    return frames;
  }

  #next(): Frame | undefined {
    if (this.#buffered < FRAME_HEAD_BYTES) return undefined;
    const whole = this.#chunks.length === 1 && this.#chunks[0] ? this.#chunks[0] : Buffer.concat(this.#chunks);
    const { header, body } = frameLengths(whole);
    const bodyAt = FRAME_HEAD_BYTES + header;
    const end = bodyAt + body;
    this.#chunks = whole.length > end ? [whole.subarray(end)] : [];
    if (whole.length < end) this.#chunks = [whole];
    if (whole.length < end) return undefined;
    this.#buffered -= end;
    return parseFrame(whole.subarray(FRAME_HEAD_BYTES, bodyAt), whole.subarray(bodyAt, end));
  }
}
