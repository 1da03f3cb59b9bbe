import { type EventTypeTable, typesForApps, WITHHELD } from '../../events/index.js';
import type { PublicError } from '../../kernel/errors.js';
import { satisfies } from '../../operation/schema/requirements.js';
import type { ScopeTable } from '../../operation/schema/scope-table.js';
import { refusalOfUrl } from '../delivery/check-hook-url.js';
import type { AddressRule } from '../delivery/forbidden-addresses.js';
import { webhookError } from '../webhooks.errors.js';
import { isDocument, matchesFilter } from './event-filter.js';
import type { HookDocument, HookDocuments } from './hook-documents.js';

/** All that can be said of a hook; what is absent stays as it is. */
export interface HookRequest {
  readonly url?: string;
  readonly description?: string;
  readonly events?: readonly string[];
  readonly document?: string;
  readonly concurrencyMax?: number;
  readonly ratePerSecond?: number;
}

export interface Refusal {
  /** Name of the input field. */
  readonly field: keyof HookRequest;
  readonly error: PublicError;
}

export interface HookRules {
  readonly types: EventTypeTable;
  readonly scopeTable: ScopeTable;
  readonly documents: HookDocuments;
  readonly addresses: AddressRule;
}

const LIMITS = { concurrencyMax: [1, 64], ratePerSecond: [1, 2000] } as const;
const EVENTS_MAX = 50;

/** Everything that is wrong with a hook, and its compiled document when there is one. */
export function checkHook(
  request: HookRequest,
  ceiling: readonly string[],
  rules: HookRules,
): { refusals: Refusal[]; document: HookDocument | undefined } {
  const checked = request.document === undefined ? undefined : rules.documents.check(request.document);
  const document = checked && isDocument(checked) ? checked : undefined;
  const refusals = [
    ...refusalsOfUrl(request.url, rules.addresses),
    ...refusalsOfEvents(request.events, rules.types),
    ...(checked && 'reason' in checked
      ? [refuse('document', 'HOOK_DOCUMENT_INVALID', { reason: checked.reason })]
      : []),
    ...refusalsOfLimits(request),
  ];
  if (refusals.length === 0 && document && request.events)
    refusals.push(...refusalsOfScopes(request.events, document, ceiling, rules));
  return { refusals, document };
}

function refusalsOfUrl(url: string | undefined, addresses: AddressRule): Refusal[] {
  const reason = url === undefined ? undefined : refusalOfUrl(url, addresses);
  return reason === undefined ? [] : [refuse('url', 'HOOK_URL_REFUSED', { reason })];
}

function refusalsOfEvents(events: readonly string[] | undefined, types: EventTypeTable): Refusal[] {
  if (events === undefined) return [];
  if (events.length === 0 || events.length > EVENTS_MAX)
    return [refuse('events', 'HOOK_LIMIT_INVALID', { field: 'events', min: 1, max: EVENTS_MAX })];
  return events
    .filter(
      (filter) => filter === WITHHELD || !Object.keys(typesForApps(types)).some((type) => matchesFilter(type, filter)),
    )
    .map((event) => refuse('events', 'HOOK_EVENTS_INVALID', { event }));
}

function refusalsOfLimits(request: HookRequest): Refusal[] {
  return (Object.keys(LIMITS) as (keyof typeof LIMITS)[]).flatMap((field) => {
    const [min, max] = LIMITS[field];
    const value = request[field];
    const fits = value === undefined || (Number.isInteger(value) && value >= min && value <= max);
    return fits ? [] : [refuse(field, 'HOOK_LIMIT_INVALID', { field, min, max })];
  });
}

/** A document that no grant of this app could ever cover is told now, not by silence later. */
function refusalsOfScopes(
  events: readonly string[],
  document: HookDocument,
  ceiling: readonly string[],
  { types, scopeTable }: HookRules,
): Refusal[] {
  const alone = new Set(ceiling.filter((scope) => scopeTable[scope]?.level === 'APP'));
  const all = new Set(ceiling);
  const named = Object.entries(typesForApps(types)).filter(([type]) =>
    events.some((filter) => matchesFilter(type, filter)),
  );
  return named.flatMap(([event, { audience, scope }]) => {
    if (scope !== undefined && scopeTable[scope]?.byAllowance && !all.has(scope))
      return [refuse('events', 'HOOK_TOPIC_NOT_ALLOWED', { event, allowed: allowedAmong(types, scopeTable, all) })];
    const held = audience === 'APP' ? alone : all;
    const needed = [...document.required, ...(scope === undefined ? [] : [[[scope]]])];
    const missing = needed.filter((requirement) => !satisfies(held, requirement));
    const scopes = [...new Set(missing.flat(2))].join(', ');
    return missing.length === 0 ? [] : [refuse('document', 'HOOK_DOCUMENT_UNCOVERED', { scopes, event })];
  });
}

/** Events whose scope takes an allowance and that the app may hear. */
function allowedAmong(types: EventTypeTable, scopeTable: ScopeTable, held: ReadonlySet<string>): string {
  const heard = Object.entries(typesForApps(types))
    .filter(([, { scope }]) => scope !== undefined && scopeTable[scope]?.byAllowance && held.has(scope))
    .map(([event]) => event);
  return heard.length === 0 ? 'none' : heard.join(', ');
}

function refuse(
  field: keyof HookRequest,
  code: Parameters<typeof webhookError>[0],
  params: Record<string, string | number>,
): Refusal {
  return { field, error: webhookError(code, { params }) };
}
