/** One scope as people see it. Features declare theirs in `<feature>.scopes.ts`; compose.ts joins them into one table. */
export interface ScopeDefinition {
  readonly titleEn: string;
  readonly titleZh: string;
  /** What an app with this scope is able to see or do, in plain words for the customer. */
  readonly plainEn: string;
  readonly plainZh: string;
  /** CUSTOMER: needs a customer's consent. APP: usable by an app on its own (client credentials) as well. */
  readonly level: 'APP' | 'CUSTOMER';
  /** Sensitive personal information: asked for separately. Source: PIPL art. 28, 29. */
  readonly sensitive: boolean;
  /** Opens nothing unless the customer chose an account as well. */
  readonly perAccount?: boolean;
  /** Only the brokerage's own pages may hold it; never granted to a third party. */
  readonly firstPartyOnly?: boolean;
}

export type ScopeTable = Readonly<Record<string, ScopeDefinition>>;

export function defineScopes<const T extends ScopeTable>(table: T): T {
  return table;
}
