import { createHash, createHmac } from 'node:crypto';
import { request } from 'undici';
import type { Clock } from '../../kernel/clock.js';
import type { AttachmentStore } from './attachment-store.js';

export interface BucketSettings {
  /** Origin of the service, e.g. https://s3.eu-central-1.amazonaws.com; objects are addressed by path. */
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

const TIMEOUT_MS = 15_000;

/**
 * An S3-compatible bucket, by two requests signed with AWS Signature Version 4 ("Authenticating Requests: Using the Authorization
 * Header", Amazon S3 API Reference). A client library would bring in a hundred packages for these two.
 */
export class S3Bucket implements AttachmentStore {
  readonly #settings: BucketSettings;
  readonly #clock: Clock;

  constructor(settings: BucketSettings & { clock: Clock }) {
    const { clock, ...bucket } = settings;
    this.#settings = bucket;
    this.#clock = clock;
  }

  async put(key: string, content: Buffer, mediaType: string): Promise<void> {
    await this.#send('PUT', key, content, { 'content-type': mediaType });
  }

  get(key: string): Promise<Buffer> {
    return this.#send('GET', key, Buffer.alloc(0), {});
  }

  async #send(method: 'PUT' | 'GET', key: string, body: Buffer, headers: Record<string, string>): Promise<Buffer> {
    const url = new URL(`${this.#settings.endpoint}/${this.#settings.bucket}/${encodeURIComponent(key)}`);
    const signed = signRequest(this.#settings, { method, url, body, headers, at: this.#clock.now() });
    const answer = await request(url, {
      method,
      headers: signed,
      ...(method === 'PUT' && { body }),
      headersTimeout: TIMEOUT_MS,
      bodyTimeout: TIMEOUT_MS,
    });
    const bytes = Buffer.from(await answer.body.arrayBuffer());
    if (answer.statusCode !== 200)
      throw new Error(`The bucket answered ${answer.statusCode} to ${method}: ${bytes.toString('utf8', 0, 200)}`);
    return bytes;
  }
}

export interface ToSign {
  readonly method: string;
  readonly url: URL;
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
  /** Epoch ms. */
  readonly at: number;
}

/** @returns the headers to send, `authorization` among them; all given ones are signed */
export function signRequest(
  settings: BucketSettings,
  { method, url, body, headers, at }: ToSign,
): Record<string, string> {
  const { region, accessKeyId, secretAccessKey } = settings;
  const time = new Date(at).toISOString().replace(/[-:]|\.\d{3}/g, '');
  const day = time.slice(0, 8);
  const digest = sha256(body);
  const all: Record<string, string> = {
    ...headers,
    host: url.host,
    'x-amz-content-sha256': digest,
    'x-amz-date': time,
  };
  const names = Object.keys(all).sort();
  const canonical = [
    method,
    url.pathname,
    url.searchParams.toString(),
    ...names.map((name) => `${name}:${all[name]?.trim()}`),
    '',
    names.join(';'),
    digest,
  ].join('\n');
  const scope = `${day}/${region}/s3/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', time, scope, sha256(Buffer.from(canonical))].join('\n');
  const key = [day, region, 's3', 'aws4_request'].reduce<Buffer>(
    (secret, part) => createHmac('sha256', secret).update(part).digest(),
    Buffer.from(`AWS4${secretAccessKey}`),
  );
  const signature = createHmac('sha256', key).update(toSign).digest('hex');
  const authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
  return { ...all, authorization };
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
