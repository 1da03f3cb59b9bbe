/** One part of an export: a document of the customer's own session, read page by page where it has a list. */
export interface ExportSection {
  readonly name: string;
  readonly document: string;
  /** The root whose `pageInfo` leads on; left out where one page is all. */
  readonly pages?: string;
}

const MONEY = '{ amount currency }';
const PAGE = 'pageInfo { hasNextPage endCursor }';

/**
 * All that the platform holds of a customer and shows through its API, in the customer's own fields. It goes through the
 * pipeline like every reading, so an export can't hold what the customer's session may not see, and is recorded as well.
 */
export const EXPORT_SECTIONS: readonly ExportSection[] = [
  {
    name: 'profile',
    document: `query ExportProfile { viewer { nameZh nameEn tier riskLevel baseCurrency customerSince }
      personalDetails { reference mobile birthDate locale lastLoginAt } }`,
  },
  {
    name: 'accounts',
    pages: 'accounts',
    document: `query ExportAccounts($after: String) { accounts(first: 5, after: $after) { edges { node {
      id name maskedNumber type status baseCurrency openedOn closedOn balances { currency total frozen updatedOn }
      positions(first: 100) { edges { node { instrument { mic symbol } quantity costBasis ${MONEY} realizedPnl ${MONEY} openedOn } } }
    } } ${PAGE} } }`,
  },
  {
    name: 'transactions',
    pages: 'transactions',
    document: `query ExportTransactions($after: String) { transactions(first: 100, after: $after) { edges { node {
      id type tradeDate settleDate instrument { mic symbol } quantity price gross ${MONEY} net ${MONEY} note recordedAt
      account { id } charges { code amount ${MONEY} } } } ${PAGE} } }`,
  },
  {
    name: 'connectedApps',
    document: `query ExportConnectedApps { connectedApps { nameEn publisherName scopes { scope } grantedAt expiresAt lastReadAt fieldsRead } }`,
  },
  {
    name: 'receipts',
    pages: 'receipts',
    document: `query ExportReceipts($after: String) { receipts(first: 100, after: $after) { edges { node {
      id at appNameEn publisherName cause operationName fields outcome } } ${PAGE} } }`,
  },
  {
    name: 'conclusions',
    document:
      'query ExportFacts { customerFacts(first: 100) { edges { node { kind aboutEn aboutZh value computedFrom day computedAt } } } }',
  },
  {
    name: 'unmaskings',
    document: 'query ExportUnmaskings { unmaskings(first: 100) { edges { node { at reason expiresAt } } } }',
  },
  {
    name: 'tickets',
    pages: 'tickets',
    document: `query ExportTickets($after: String) { tickets(first: 5, after: $after) { edges { node {
      id kind topic subject question status level language openedAt solvedAt closedAt tags
      messages(first: 100) { edges { node { at author kind text } } } rating { __typename at }
      attachments { name mediaType addedBy at contentBase64 } } } ${PAGE} } }`,
  },
  {
    name: 'plans',
    pages: 'investmentPlans',
    document: `query ExportPlans($after: String) { investmentPlans(first: 10, after: $after) { edges { node {
      id name status statusReason createdAt mandate { amountPerPeriod ${MONEY} capPerPeriod ${MONEY} capTotal ${MONEY} frequency startsOn expiresOn }
      executions(first: 100) { edges { node { scheduledOn tradedOn outcome amount ${MONEY} quantity price } } } } } ${PAGE} } }`,
  },
  {
    name: 'plugins',
    document:
      'query ExportPlugins { pluginInstallations(first: 100) { edges { node { id name version scopes fields installedAt expiresAt } } } }',
  },
  {
    name: 'pluginRuns',
    pages: 'pluginRuns',
    document: `query ExportPluginRuns($after: String) { pluginRuns(first: 20, after: $after) { edges { node {
      id plugin version tool status code asOf input output } } ${PAGE} } }`,
  },
  {
    name: 'messageChoice',
    document: 'query ExportMessageChoice { marketingPreference { messages changedAt } }',
  },
  {
    name: 'requests',
    document:
      'query ExportRequests { privacyRequests(first: 100) { edges { node { kind state requestedAt decidedAt reason endedAt } } } }',
  },
];
