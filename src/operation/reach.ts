/**
 * Reach: which customer and accounts an operation may touch, bound to the only door to rows.
 * Holding a `BoundReach` proves that the pipeline checked grant, shape, scopes and cost; only the `bindReach` stage makes one.
 */
export interface Reach {
  /** `null`: no customer at all (app-level grants read public data only). */
  readonly customerId: string | null;
  /** The accounts that the customer chose; `'*'` for all of them (the customer's own first-party session). */
  readonly accountIds: readonly string[] | '*';
  /** Whose feed of events and whose hooks; left out, none. */
  readonly appId?: string;
  /** Staff or a member, with the acts that row-level security lets them see rows for (`reach_permits`); left out, nobody. */
  readonly person?: ReachedPerson | null;
  /** The grant that each batch asks for again, so that nothing is read after its end; left out where none stands behind the reach. */
  readonly grantId?: string;
}

export interface ReachedPerson {
  readonly id: string;
  readonly publisherId: string | null;
  /** The effective scopes of the grant. */
  readonly acts: ReadonlySet<string>;
}

/** A named SQL statement. Parameters are text (PostgreSQL casts); `name` is stable, so each connection prepares it once. */
export interface Statement {
  readonly name: string;
  readonly text: string;
  readonly values: readonly (string | null)[];
}

/** Rows as PostgreSQL wrote them: text by position. Decimals stay exact and no object is made per row. */
export type TextRow = readonly (string | null)[];

export interface BoundReach {
  readonly reach: Reach;
  /**
   * Runs the statements in one round trip, one read-only transaction and one snapshot, under row-level security of this reach.
   * @throws PublicError GRANT_NOT_ACTIVE when that snapshot already holds the end of the grant
   */
  read(statements: readonly Statement[]): Promise<TextRow[][]>;
}

/** Port, implemented by storage. */
export interface ReachBinder {
  bind(reach: Reach): BoundReach;
}
