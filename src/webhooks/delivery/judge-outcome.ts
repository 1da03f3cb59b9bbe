import type { WireOutcome } from './send-payload.js';

/** What a try means for its delivery. */
export interface Verdict {
  /** Of the attempt, as the log shows it. */
  readonly outcome: 'DELIVERED' | 'REFUSED' | 'GONE' | 'TIMEOUT' | 'UNREACHABLE' | 'BLOCKED' | 'RENDER_FAILED';
  readonly httpStatus: number | null;
  readonly detail: string | null;
  readonly retryAfterMs: number | undefined;
}

const WAITING = new Set([429, 503]);

/** Only 2xx is success; 410 means never again; 429 and 503 may say when to come back. Source: Standard Webhooks. */
export function judgeOutcome(wire: WireOutcome, nowMs: number): Verdict {
  if (wire.kind !== 'answered')
    return { outcome: wire.kind, httpStatus: null, detail: wire.detail, retryAfterMs: undefined };
  const { status, detail } = wire;
  const answered = { httpStatus: status, detail: detail === '' ? null : detail };
  if (status >= 200 && status < 300) return { outcome: 'DELIVERED', ...answered, retryAfterMs: undefined };
  if (status === 410) return { outcome: 'GONE', ...answered, retryAfterMs: undefined };
  const retryAfterMs = WAITING.has(status) ? parseRetryAfter(wire.retryAfter, nowMs) : undefined;
  return { outcome: 'REFUSED', ...answered, retryAfterMs };
}

/** Seconds or an HTTP date (RFC 9110 §10.2.3). */
function parseRetryAfter(value: string | undefined, nowMs: number): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - nowMs);
}
