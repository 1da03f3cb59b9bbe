import { type ListParameter, Parameters } from './rows-query.js';

/** What a placeholder stands for: an argument of a list, or the id of a root that is looked up. */
export type ParameterSource = { readonly list: number; readonly asked: ListParameter } | { readonly id: number };

export type AddParameter = (source: ParameterSource) => string;

/** One statement while its columns and joins are still being asked for; its text is written when all is known. */
export class StatementDraft {
  readonly name: string;
  readonly parameters = new Parameters<ParameterSource>();
  readonly columns: string[] = [];
  readonly #joins: string[] = [];
  readonly #text: (draft: StatementDraft) => string;

  constructor(name: string, text: (draft: StatementDraft) => string) {
    this.name = name;
    this.#text = text;
  }

  /** @returns the column's position; the same SQL is read once */
  column(sql: string): number {
    const known = this.columns.indexOf(sql);
    return known >= 0 ? known : this.columns.push(sql) - 1;
  }

  join(clauses: readonly string[]): void {
    for (const clause of clauses) if (!this.#joins.includes(clause)) this.#joins.push(clause);
  }

  get joins(): string {
    return this.#joins.map((clause) => ` ${clause}`).join('');
  }

  readonly parameter: AddParameter = (source) => this.parameters.add(source);

  text(): string {
    return this.#text(this);
  }
}
