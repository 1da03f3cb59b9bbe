import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const ATTESTED = 0x40;

/** An authenticator in software: ES256 keys, attestation "none", a counter. What a browser's answer would be as JSON. */
export class SoftwareAuthenticator {
  readonly id = randomBytes(32);
  readonly #privateKey: KeyObject;
  readonly #publicKey: KeyObject;
  readonly #origin: string;
  counter = 0;

  constructor(origin: string) {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.#privateKey = privateKey;
    this.#publicKey = publicKey;
    this.#origin = origin;
  }

  /** Answers `navigator.credentials.create`. */
  create(options: { challenge: string; rp: { id: string } }, verified = true): string {
    const coordinates = this.#publicKey.export({ format: 'jwk' });
    const key = cborMap([
      [1, cborInteger(2)], // kty: EC2
      [3, cborInteger(-7)], // alg: ES256
      [-1, cborInteger(1)], // crv: P-256
      [-2, cborBytes(Buffer.from(coordinates.x ?? '', 'base64url'))],
      [-3, cborBytes(Buffer.from(coordinates.y ?? '', 'base64url'))],
    ]);
    const length = Buffer.alloc(2);
    length.writeUInt16BE(this.id.length);
    const attested = Buffer.concat([Buffer.alloc(16), length, this.id, key]); // no AAGUID: software
    const authData = this.#authData(options.rp.id, ATTESTED | flags(verified), attested);
    const attestationObject = Buffer.concat([
      Buffer.from([0xa3]),
      cborText('fmt'),
      cborText('none'),
      cborText('attStmt'),
      Buffer.from([0xa0]),
      cborText('authData'),
      cborBytes(authData),
    ]);
    const clientDataJSON = this.#clientData('webauthn.create', options.challenge);
    return this.#answer({ clientDataJSON: b64(clientDataJSON), attestationObject: b64(attestationObject) });
  }

  /** Answers `navigator.credentials.get`. */
  get(options: { challenge: string; rpId: string }, origin = this.#origin): string {
    this.counter += 1;
    const authenticatorData = this.#authData(options.rpId, flags(true), Buffer.alloc(0));
    const clientDataJSON = this.#clientData('webauthn.get', options.challenge, origin);
    const signed = Buffer.concat([authenticatorData, createHash('sha256').update(clientDataJSON).digest()]);
    return this.#answer({
      clientDataJSON: b64(clientDataJSON),
      authenticatorData: b64(authenticatorData),
      signature: b64(sign('sha256', signed, this.#privateKey)),
    });
  }

  #authData(rpId: string, flagBits: number, rest: Buffer): Buffer {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.counter);
    return Buffer.concat([createHash('sha256').update(rpId).digest(), Buffer.from([flagBits]), counter, rest]);
  }

  #clientData(type: string, challenge: string, origin = this.#origin): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  }

  #answer(response: object): string {
    const id = b64(this.id);
    return JSON.stringify({ id, rawId: id, type: 'public-key', clientExtensionResults: {}, response });
  }
}

function flags(verified: boolean): number {
  return USER_PRESENT | (verified ? USER_VERIFIED : 0);
}

function b64(bytes: Buffer): string {
  return bytes.toString('base64url');
}

/** As much of CBOR (RFC 8949) as an attestation needs: integers below 24, strings below 64 KiB, small maps. */
function cborInteger(value: number): Buffer {
  return Buffer.from([value < 0 ? 0x20 | (-1 - value) : value]);
}

function cborBytes(bytes: Buffer): Buffer {
  return Buffer.concat([header(0x40, bytes.length), bytes]);
}

function cborText(text: string): Buffer {
  return Buffer.concat([header(0x60, text.length), Buffer.from(text)]);
}

function cborMap(entries: readonly (readonly [number, Buffer])[]): Buffer {
  return Buffer.concat([header(0xa0, entries.length), ...entries.flatMap(([key, value]) => [cborInteger(key), value])]);
}

function header(major: number, length: number): Buffer {
  if (length < 24) return Buffer.from([major | length]);
  return length < 256 ? Buffer.from([major | 24, length]) : Buffer.from([major | 25, length >> 8, length & 255]);
}
