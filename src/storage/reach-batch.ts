import { createHash } from 'node:crypto';
import pg from 'pg';
import { operationError } from '../operation/operation.errors.js';
import type { Statement, TextRow } from '../operation/reach.js';
import type { Binding } from './bind-statement.js';

/** What `pg` hands to a query object: the protocol's messages, one method each. Typed here because @types/pg leaves it out. */
interface Wire {
  readonly stream: { cork(): void; uncork(): void };
  parse(message: { name: string; text: string; types: number[] }): void;
  bind(message: { portal: string; statement: string; values: (string | null)[]; binary: boolean }): void;
  execute(message: { portal: string; rows: number }): void;
  sync(): void;
}

/** pg's own base class, which its pipeline mode demands; its methods are properties in the types, hence the plain constructor type. */
const QueryProtocol = pg.Query as unknown as new (text: string) => object;

/** Statements that a connection has prepared; the name carries a digest of the text, so a changed text is a new statement. */
const prepared = new WeakMap<Wire, Map<string, string>>();

/**
 * One round trip of the extended query protocol: Parse what is new, then for the reach and each statement Bind + Execute,
 * then one Sync. No Describe: rows are read by position as text, which saves a message and a parser per column.
 * PostgreSQL documents the span up to Sync as one implicit transaction (Frontend/Backend Protocol, "Pipelining").
 */
export class ReachBatch extends QueryProtocol {
  readonly result: Promise<TextRow[][]>;
  readonly #statements: readonly Statement[];
  readonly #asksForGrant: boolean;
  readonly #rows: TextRow[][] = [];
  readonly #newlyPrepared: string[] = [];
  #current: TextRow[] = [];
  #wire: Wire | undefined;
  #settled = false;
  #resolve: (rows: TextRow[][]) => void = () => {};
  #reject: (error: unknown) => void = () => {};

  constructor(binding: Binding, statements: readonly Statement[]) {
    super('');
    this.#asksForGrant = binding.asksForGrant;
    this.#statements = [binding.statement, ...statements];
    this.result = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  submit(connection: unknown): undefined {
    const wire = connection as Wire;
    this.#wire = wire;
    wire.stream.cork();
    // All Parse messages go first: an error in one statement then never skips the Parse of another.
    const names = this.#statements.map((statement) => this.#prepare(wire, statement));
    this.#statements.forEach((statement, index) => {
      wire.bind({
        portal: '',
        statement: names[index] ?? '',
        values: statement.values as (string | null)[],
        binary: false,
      });
      wire.execute({ portal: '', rows: 0 });
    });
    wire.sync();
    wire.stream.uncork();
    return undefined;
  }

  handleRowDescription(): void {}

  handleDataRow(message: { fields: (string | null)[] }): void {
    this.#current.push(message.fields);
  }

  handleCommandComplete(): void {
    this.#rows.push(this.#current);
    this.#current = [];
  }

  handleEmptyQuery(): void {}

  handleError(error: unknown): void {
    if (this.#settled) return;
    this.#settled = true;
    // Whether these were prepared is unknown now; a fresh suffix on the next use avoids both possible mistakes.
    const known = this.#wire && prepared.get(this.#wire);
    for (const key of this.#newlyPrepared) known?.delete(key);
    this.#reject(error);
  }

  handleReadyForQuery(): void {
    if (this.#settled) return;
    this.#settled = true;
    const [bound] = this.#rows.shift() ?? []; // the answer of the binding
    if (this.#asksForGrant && bound?.at(-1) !== '1') this.#reject(operationError('GRANT_NOT_ACTIVE'));
    else this.#resolve(this.#rows);
  }

  #prepare(wire: Wire, statement: Statement): string {
    let known = prepared.get(wire);
    if (!known) prepared.set(wire, (known = new Map()));
    const key = statement.text;
    const name = known.get(key);
    if (name !== undefined) return name;
    const fresh = `${statement.name.slice(0, 36)}_${digest(key)}_${(preparedCount += 1)}`;
    wire.parse({ name: fresh, text: statement.text, types: [] });
    known.set(key, fresh);
    this.#newlyPrepared.push(key);
    return fresh;
  }
}

/** Only makes names unique after a failed Parse; carries no state between requests. */
let preparedCount = 0;

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 8);
}
