/** A term that ends before `end` and begins at `start`, both positions in the folded text. */
export interface TermHit {
  readonly term: number;
  readonly start: number;
  readonly end: number;
}

interface Node {
  readonly next: Map<string, Node>;
  readonly depth: number;
  fail: Node | undefined;
  /** Terms that end here, or at a suffix of here. */
  found: readonly number[];
}

/**
 * Finds all of many terms in one pass (Aho and Corasick, CACM 18(6), 1975): time grows with the text and the hits alone, whatever
 * the text is, which no backtracking expression promises.
 */
export class TermAutomaton {
  readonly #root: Node = node(0);
  readonly #lengths: readonly number[];

  /** @param terms folded, as arrays of characters */
  constructor(terms: readonly (readonly string[])[]) {
    this.#lengths = terms.map((term) => term.length);
    terms.forEach((term, index) => this.#add(term, index));
    this.#link();
  }

  find(chars: readonly string[]): TermHit[] {
    const hits: TermHit[] = [];
    let at = this.#root;
    chars.forEach((char, position) => {
      at = this.#step(at, char);
      for (const term of at.found)
        hits.push({ term, start: position + 1 - (this.#lengths[term] ?? 0), end: position + 1 });
    });
    return hits;
  }

  #step(from: Node, char: string): Node {
    for (let at: Node | undefined = from; at; at = at.fail) {
      const next = at.next.get(char);
      if (next) return next;
    }
    return this.#root;
  }

  #add(term: readonly string[], index: number): void {
    let at = this.#root;
    for (const char of term) {
      let next = at.next.get(char);
      if (!next) {
        next = node(at.depth + 1);
        at.next.set(char, next);
      }
      at = next;
    }
    if (at !== this.#root) at.found = [...at.found, index];
  }

  /** Breadth first, so that the shorter suffix is complete before it is inherited. */
  #link(): void {
    const queue: Node[] = [this.#root];
    for (let at = queue.shift(); at; at = queue.shift())
      for (const [char, child] of at.next) {
        child.fail = at === this.#root ? this.#root : this.#step(at.fail ?? this.#root, char);
        child.found = [...child.found, ...child.fail.found];
        queue.push(child);
      }
  }
}

function node(depth: number): Node {
  return { next: new Map(), depth, fail: undefined, found: [] };
}
