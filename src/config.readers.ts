import ipaddr from 'ipaddr.js';
import type { JWK } from 'jose';
import { z } from 'zod';

/** How the text of a setting becomes a value. Each says in one line what it accepts. */

export function integer(minimum: number, maximum: number): z.ZodType<number, string | undefined> {
  const problem = `must be a whole number from ${minimum} to ${maximum}`;
  return z
    .string(problem)
    .regex(/^\d{1,9}$/, problem)
    .transform(Number)
    .refine((value) => value >= minimum && value <= maximum, problem);
}

export function url(...protocols: string[]): z.ZodType<string, string | undefined> {
  const accepted = protocols.map((protocol) => `${protocol}//`).join(' or ');
  return z
    .string()
    .refine(
      (value) => protocols.includes(parse(value)?.protocol ?? '') && parse(value)?.hostname !== '',
      `must be a URL that starts with ${accepted}`,
    );
}

export function webOrigin(): z.ZodType<string, string | undefined> {
  return z
    .string()
    .refine((value) => /^https?:$/.test(parse(value)?.protocol ?? ''), 'must be an http or https URL')
    .refine(
      (value) => ['', '/'].includes(parse(value)?.pathname ?? '') && !parse(value)?.search,
      'must be an origin, without a path',
    )
    .transform((value) => parse(value)?.origin ?? value);
}

export function hostList(): z.ZodType<string[], string | undefined> {
  return z
    .string()
    .transform((value) => value.split(',').map((host) => host.trim().toLowerCase()))
    .refine(
      (hosts) => hosts.every((host) => /^([a-z0-9.-]+|\[[0-9a-f:.]+\])$/.test(host)),
      'must be host names without ports, separated by commas',
    );
}

/** Addresses or CIDR blocks. */
export function addressList(): z.ZodType<string[], string | undefined> {
  return z
    .string()
    .transform((value) => value.split(',').map((address) => address.trim()))
    .refine((addresses) => addresses.every(isAddress), 'must be IP addresses or CIDR blocks, separated by commas');
}

function isAddress(text: string): boolean {
  return ipaddr.isValid(text) || ipaddr.isValidCIDR(text);
}

export function key(): z.ZodType<Buffer, string | undefined> {
  return z
    .string()
    .regex(/^[A-Za-z0-9+/]{43}=$/, 'must be the base64 of exactly 32 bytes; `openssl rand -base64 32` makes one')
    .transform((value) => Buffer.from(value, 'base64'));
}

export function privateJwk(): z.ZodType<JWK, string | undefined> {
  const problem = 'must be a private key (EC, OKP or RSA) as JSON of a JWK, on one line, with "alg"';
  return z.string().transform((text, context) => {
    const key = parseJson(text);
    if (['EC', 'OKP', 'RSA'].includes(key?.kty ?? '') && key?.d !== undefined && key.alg !== undefined) return key;
    context.addIssue({ code: 'custom', message: problem });
    return z.NEVER;
  });
}

/** A rule of a day on: how many days of silence solve, and how many more close. */
export interface SilencePolicy {
  /** Epoch ms. */
  readonly from: number;
  readonly solvedDays: number;
  readonly closedDays: number;
}

/** `DATE:SOLVED/CLOSED`, several by commas, each date later than the one before. */
export function silencePolicies(): z.ZodType<SilencePolicy[], string | undefined> {
  return z
    .string()
    .regex(
      /^\d{4}-\d\d-\d\d:[1-9]\d{0,2}\/[1-9]\d{0,2}(,\d{4}-\d\d-\d\d:[1-9]\d{0,2}\/[1-9]\d{0,2})*$/,
      'must be DATE:SOLVED/CLOSED in days, e.g. 2026-01-01:3/7, several separated by commas',
    )
    .transform((value) =>
      value.split(',').map((part) => {
        const [date = '', solvedDays, closedDays] = part.split(/[:/]/);
        return { from: Date.parse(date), solvedDays: Number(solvedDays), closedDays: Number(closedDays) };
      }),
    )
    .refine(
      (policies) => policies.every(({ from }, n) => from > (policies[n - 1]?.from ?? -Infinity)),
      'must have real dates, each later than the one before',
    );
}

function parseJson(text: string): JWK | undefined {
  try {
    return JSON.parse(text) as JWK;
  } catch {
    return undefined;
  }
}

function parse(value: string): URL | undefined {
  return URL.canParse(value) ? new URL(value) : undefined;
}
