/** One scope as people see it. Features declare theirs in `<feature>.scopes.ts`; compose.ts joins them into one table. */
export interface ScopeDefinition {
  readonly titleEn: string;
  readonly titleZh: string;
  /** What an app with this scope is able to see or do, in plain words for the customer. */
  readonly plainEn: string;
  readonly plainZh: string;
  /**
   * CUSTOMER: needs a customer's consent. APP: usable by an app on its own (client credentials) as well. STAFF, MEMBER: an act
   * of the brokerage's staff or of a publisher's member, permitted by a role; no app and no customer can ever hold it.
   */
  readonly level: 'APP' | 'CUSTOMER' | 'STAFF' | 'MEMBER';
  /** Sensitive personal information: asked for separately. Source: PIPL art. 28, 29. */
  readonly sensitive: boolean;
  /** Opens nothing unless the customer chose an account as well. */
  readonly perAccount?: boolean;
  /** No app is registered for it before staff have allowed it to the app's publisher. */
  readonly byAllowance?: boolean;
  /** Only the brokerage's own pages may hold it; never granted to a third party. */
  readonly firstPartyOnly?: boolean;
}

/** What a third-party app may be registered for and a consent may hold. */
export function isForApps({ level, firstPartyOnly }: ScopeDefinition): boolean {
  return !firstPartyOnly && (level === 'APP' || level === 'CUSTOMER');
}

/** The scopes that a publisher must be allowed first. */
export function scopesByAllowance(table: ScopeTable): string[] {
  return Object.keys(table).filter((scope) => table[scope]?.byAllowance);
}

/** The scopes of a table that somebody of this kind can hold at all. */
export function scopesOfLevel(table: ScopeTable, ...levels: readonly ScopeDefinition['level'][]): string[] {
  return Object.keys(table).filter((scope) => levels.some((level) => table[scope]?.level === level));
}

export type ScopeTable = Readonly<Record<string, ScopeDefinition>>;

export function defineScopes<const T extends ScopeTable>(table: T): T {
  return table;
}
