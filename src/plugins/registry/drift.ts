import { Decimal, decimal, ZERO } from '../../kernel/decimal.js';

/** What became of one figure of a tool's results, over all inputs that were replayed. */
export interface FigureDrift {
  /** JSON pointer with `*` for every place in a list, and for each name that no schema gives. */
  readonly pointer: string;
  readonly compared: number;
  readonly changed: number;
  /** Power of ten that the largest difference does not exceed, plain decimal; 0 where nothing changed. */
  readonly mostAbsolute: string;
  /** The same of the largest difference relative to the former value, as a fraction; null where that was zero. */
  readonly mostRelative: string | null;
}

export interface DriftReport {
  readonly tool: string;
  /** Inputs of earlier runs that both versions were given. */
  readonly replayed: number;
  /** Inputs with another result than before. */
  readonly changed: number;
  /** Inputs that the new version has no result for, by reason. */
  readonly refused: Readonly<Record<string, number>>;
  /** Places that are not figures and differ, and how often. */
  readonly other: Readonly<Record<string, number>>;
  readonly figures: readonly FigureDrift[];
}

interface Tally {
  compared: number;
  changed: number;
  mostAbsolute: Decimal;
  mostRelative: Decimal | null;
}

/**
 * Collects differences between former and new results. Publishers read the report, so it holds orders of magnitude: a difference to
 * a version that answers zero would be the figure itself. Names are those of the schemas alone, because a tool may put what it read
 * into any other.
 */
export class DriftTally {
  readonly #tool: string;
  readonly #names: ReadonlySet<string>;
  readonly #figures = new Map<string, Tally>();
  readonly #other = new Map<string, number>();
  readonly #refused = new Map<string, number>();
  #replayed = 0;
  #changed = 0;

  /** @param names that the schemas of the results give, see declaredNames */
  constructor(tool: string, names: ReadonlySet<string>) {
    this.#tool = tool;
    this.#names = names;
  }

  addRefusal(code: string): void {
    this.#replayed += 1;
    this.#changed += 1;
    raise(this.#refused, code);
  }

  add(before: unknown, after: unknown): void {
    this.#replayed += 1;
    if (this.#compare(before, after, '')) this.#changed += 1;
  }

  report(): DriftReport {
    const figures = [...this.#figures].sort(([a], [b]) => (a < b ? -1 : 1));
    return {
      tool: this.#tool,
      replayed: this.#replayed,
      changed: this.#changed,
      refused: Object.fromEntries(this.#refused),
      other: Object.fromEntries(this.#other),
      figures: figures.map(([pointer, { compared, changed, mostAbsolute, mostRelative }]) => ({
        pointer,
        compared,
        changed,
        mostAbsolute: magnitudeOf(mostAbsolute),
        mostRelative: mostRelative === null ? null : magnitudeOf(mostRelative),
      })),
    };
  }

  /** @returns whether anything differs */
  #compare(before: unknown, after: unknown, pointer: string): boolean {
    const [former, now] = [figureOf(before), figureOf(after)];
    if (former && now) return this.#compareFigures(former, now, pointer);
    if (!isContainer(before) || !isContainer(after) || Array.isArray(before) !== Array.isArray(after)) {
      if (Object.is(before, after)) return false;
      raise(this.#other, pointer);
      return true;
    }
    let differs = false;
    const list = Array.isArray(before);
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)]))
      if (this.#compare(before[key], after[key], `${pointer}/${!list && this.#names.has(key) ? key : '*'}`))
        differs = true;
    return differs;
  }

  #compareFigures(before: Decimal, after: Decimal, pointer: string): boolean {
    const tally = this.#figures.get(pointer) ?? { compared: 0, changed: 0, mostAbsolute: ZERO, mostRelative: ZERO };
    this.#figures.set(pointer, tally);
    tally.compared += 1;
    const difference = after.sub(before).abs();
    if (difference.isZero()) return false;
    tally.changed += 1;
    tally.mostAbsolute = Decimal.max(tally.mostAbsolute, difference);
    const relative = before.isZero() ? null : difference.div(before.abs());
    tally.mostRelative =
      relative === null || tally.mostRelative === null ? null : Decimal.max(tally.mostRelative, relative);
    return true;
  }
}

/** The least power of ten that is not below it. */
function magnitudeOf(difference: Decimal): string {
  if (difference.isZero()) return '0';
  return new Decimal(10).pow(difference.log(10).ceil()).toFixed();
}

/** Numbers, and decimals as strings. Text that merely looks like one (a year, a code) is compared like one and loses nothing by it. */
function figureOf(value: unknown): Decimal | undefined {
  if (typeof value === 'number' && Number.isFinite(value)) return decimal(value);
  return typeof value === 'string' && /^-?\d{1,20}(\.\d{1,18})?$/.test(value) ? decimal(value) : undefined;
}

function isContainer(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function raise(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
