export type Asker = 'app' | 'customer' | 'viewer' | 'staff';

/** An id of the right form that names nothing. */
export const nothing = (prefix: string) => `${prefix}_AAAAAAAAAAAAAAAAAAAAAA`;
const mutation = (act: string, input: string, answers = 'userErrors { code message }') =>
  `mutation { ${act}(input: { ${input} }) { ${answers} } }`;
export const OPEN = `mutation($tags: [String!]) { openTicket(input: { text: "How do I move my securities here?", tags: $tags }) { ticket { id } userErrors { code message } } }`;
export const HOOK = `mutation { registerHook(input: { url: "http://127.0.0.1:9/hook", events: ["app.changed"],
  document: "query($event: ID!) { event(id: $event) { id } }" }) { hook { id } userErrors { code message } } }`;
const REASON = 'reason: "a reason that is long enough for all"';
const PERIOD = 'from: "2026-10-02T00:00:00Z", to: "2026-10-01T00:00:00Z"';

/** Code, who asks, what; `%name` stands for a name that the test finds out. */
export const REFUSED: readonly (readonly [code: string, asker: Asker, document: string])[] = [
  ['APP_START_URI_INVALID', 'app', mutation('registerApp', APP('startUri: "https://other.example/"'))],
  ['EVENT_NOT_FOUND', 'app', mutation('acknowledgeEvents', `through: "${nothing('evt')}"`)],
  ['HOOK_NOT_FOUND', 'app', mutation('pauseHook', `id: "${nothing('hook')}"`)],
  ['HOOK_STATE_CONFLICT', 'app', mutation('resumeHook', 'id: "%hook"')],
  ['PLUGIN_KEY_INVALID', 'app', mutation('registerPluginKey', 'jwk: { kty: "RSA" }')],
  ['TICKET_TAGS_INVALID', 'customer', OPEN.replace('$tags }', '["a b!"] }').replace('($tags: [String!])', '')],
  ['TICKET_STATE_CONFLICT', 'customer', mutation('rateTicket', 'ticketId: "%ticket", satisfaction: 5')],
  ['CAMPAIGN_NOT_FOUND', 'staff', mutation('approveCampaign', `id: "${nothing('cmp')}"`)],
  [
    'CAMPAIGN_ANSWER_NOT_FOUND',
    'staff',
    mutation('decideCampaignAnswer', `id: "${nothing('cma')}", decision: REJECTED, ${REASON}`),
  ],
  ['CUSTOMER_NOT_FOUND', 'staff', mutation('unmaskCustomer', `customerId: "%customer", ${REASON}`)],
  ['DECISION_INVALID', 'staff', mutation('decideCase', `caseId: "${nothing('case')}", reason: "", verdict: LIFT`)],
  ['FREEZE_APP_NOT_FOUND', 'staff', mutation('freezeApp', `clientId: "nobody", ${REASON}`)],
  ['FREEZE_REASON_INVALID', 'staff', mutation('freezeApp', 'clientId: "nobody", reason: "no"')],
  ['LEAK_PERIOD_INVALID', 'staff', mutation('reportLeak', `clientId: "example-labs-console", ${PERIOD}`)],
  ['PLUGIN_REASON_MISSING', 'staff', mutation('killPluginVersion', `versionId: "${nothing('plv')}", reason: ""`)],
  ['PRIVACY_REQUEST_NOT_FOUND', 'staff', mutation('decidePrivacyRequest', `id: "${nothing('pvr')}"`)],
  [
    'TICKET_AGENT_INVALID',
    'staff',
    mutation('setTicketAgent', 'available: true, capacity: 0, languages: [EN], levels: [L1]'),
  ],
  ['TICKET_AGENT_UNKNOWN', 'staff', mutation('assignTicket', 'ticketId: "%queued", personId: "%person"')],
  ['TICKET_CANNED_UNKNOWN', 'staff', mutation('replyToTicket', 'ticketId: "%queued", canned: "no such reply"')],
  ['TICKET_SPAN_INVALID', 'staff', `{ ticketBoards(${PERIOD}) { from } }`],
];

function APP(more: string): string {
  return `clientType: PUBLIC, nameEn: "Acme Reader", nameZh: "顶点阅读", purposes: [], redirectUris: ["https://app.example/cb"], scopes: ["market:read"], ${more}`;
}

const REASON_OF_LITERAL = '{"code":"GRAPHQL_VALIDATION_FAILED","reason":"INVALID_DATE"}';

/** Mistakes that everybody makes once, and what of the answer shows where and what instead. */
export const MISTAKES: readonly (readonly [document: string, told: readonly string[]])[] = [
  ['{ accounts(first: 1) { edges { node { nmae } } } }', ['Did you mean \\"name\\"?', '"line":1']],
  ['{ accounts { edges { node { id } } } }', ['The list `accounts` takes exactly one of `first`']],
  [
    '{ accounts(first: 1) { edges { node { positions(first: 1, before: "x") { edges { node { id } } } } } } }',
    ['The list `positions`', '`last` (then also `before`)'],
  ],
  ['query A { __typename } query B { __typename }', ['It holds: A, B.']],
  [
    '{ fxRate(base: "USD", quote: "CNY", date: "30.10.2026") { rate } }',
    ['calendar day of the form YYYY-MM-DD', '"locations":[{"line":1,"column":43}]', REASON_OF_LITERAL],
  ],
];

/** A variable of each type that checks its values, where a document uses it. */
export const USES: Readonly<Record<string, string>> = {
  CurrencyCode: 'query($given: CurrencyCode!) { fxRate(base: $given, quote: "CNY", date: "2026-10-30") { rate } }',
  Date: 'query($given: Date!) { fxRate(base: "USD", quote: "CNY", date: $given) { rate } }',
  DateTime: 'query($given: DateTime!) { ticketBoards(from: $given, to: $given) { from } }',
  Decimal: `mutation($given: Decimal!) { createCampaign(input: { audience: { averageAssetsAtLeast: $given } }) { userErrors { code } } }`,
};

/** What a variable's own type refuses, with what it was given. */
export const VALUES: readonly (readonly [reason: string, type: string, value: unknown])[] = [
  ['INVALID_CURRENCY', 'CurrencyCode', 'cny'],
  ['INVALID_DATE', 'Date', '30.10.2026'],
  ['INVALID_DATE', 'Date', '2026-02-30'],
  ['INVALID_DATE_TIME', 'DateTime', '2026-10-30'],
  ['INVALID_DATE_TIME', 'DateTime', '2026-02-31T00:00:00Z'],
  ['INVALID_DECIMAL', 'Decimal', 1.5],
  ['INVALID_DECIMAL', 'Decimal', '1e3'],
];
