import type { DocumentStore, OperationIds, RunDocument } from '../../operation/index.js';

export type Rendered =
  | { readonly kind: 'rendered'; readonly body: string }
  /** Over budget: it waits and no try is counted. */
  | { readonly kind: 'postponed'; readonly afterMs: number; readonly reason: string }
  | { readonly kind: 'ended'; readonly state: 'CANCELLED' | 'WITHHELD'; readonly reason: string }
  /** A try that failed, visible in the log; the schedule goes on. */
  | { readonly kind: 'failed'; readonly detail: string };

export interface PayloadSubject {
  readonly eventId: string;
  readonly eventType: string;
  readonly documentHash: string;
  /** Left out in a dry run of a document that no hook has yet. */
  readonly hookId?: string;
}

/** What a refusal by the pipeline means for a payload; all others are failed tries. */
const REFUSALS: Readonly<Record<string, (afterMs: number, reason: string) => Rendered>> = {
  THROTTLED: (afterMs, reason) => ({ kind: 'postponed', afterMs, reason }),
  GRANT_NOT_ACTIVE: (_, reason) => ({ kind: 'ended', state: 'CANCELLED', reason }),
  MISSING_SCOPE: (_, reason) => ({ kind: 'ended', state: 'WITHHELD', reason }),
};

/** Runs a hook's stored document for one event under one grant: the same pipeline as a live request, cause HOOK. */
export class RenderPayload {
  readonly #documents: DocumentStore;
  readonly #runDocument: RunDocument;
  readonly #idsOf: (appId: string) => OperationIds;

  constructor(parts: { documents: DocumentStore; runDocument: RunDocument; idsOf: (appId: string) => OperationIds }) {
    this.#documents = parts.documents;
    this.#runDocument = parts.runDocument;
    this.#idsOf = parts.idsOf;
  }

  /** @param now instant of rendering, which the payload tells as its `timestamp` */
  async render(subject: PayloadSubject, appId: string, grantId: string, now: number): Promise<Rendered> {
    const source = await this.#documents.find(subject.documentHash);
    if (source === undefined) return { kind: 'failed', detail: 'DOCUMENT_NOT_STORED' };
    try {
      const outcome = await this.#runDocument({
        source,
        variables: { event: this.#idsOf(appId).encode('evt', subject.eventId) },
        grantId,
        cause: { kind: 'HOOK', id: subject.eventId, ...(subject.hookId && { actorId: subject.hookId }) },
      });
      if (outcome.kind === 'refused') {
        const { code, headers } = outcome.error;
        const afterMs = Number(headers['retry-after'] ?? 1) * 1000;
        return REFUSALS[code]?.(afterMs, code) ?? { kind: 'failed', detail: code };
      }
      if (outcome.errors.length > 0) return { kind: 'failed', detail: codesOf(outcome.errors) };
      return { kind: 'rendered', body: payloadOf(subject.eventType, now, outcome.json) };
    } catch (error) {
      return { kind: 'failed', detail: (error as { code?: string }).code ?? 'INTERNAL' };
    }
  }
}

/** `{type, timestamp, data}`, as Standard Webhooks has it; `data` is the document's answer, byte for byte. */
export function payloadOf(type: string, now: number, json: string | null): string {
  return `{"type":${JSON.stringify(type)},"timestamp":"${new Date(now).toISOString()}","data":${json ?? 'null'}}`;
}

function codesOf(errors: readonly { readonly extensions?: Readonly<Record<string, unknown>> }[]): string {
  return [...new Set(errors.map(({ extensions }) => (extensions?.['code'] as string | undefined) ?? 'INTERNAL'))].join(
    ', ',
  );
}
