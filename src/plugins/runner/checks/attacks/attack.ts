import type { RunRefusalCode } from '../../run-result.js';

/**
 * One hostile tool. `code` is the body of a function of `input`.
 * `ends` lists the refusals by which it may end; `contained` is the JSON that it must return where it may end well:
 * such an attack looks for something and says what it found.
 */
export interface Attack {
  readonly name: string;
  readonly code: string;
  /** Statements at the bundle's top level, run when it is loaded. */
  readonly topLevel?: string;
  readonly ends?: readonly RunRefusalCode[];
  readonly contained?: string;
}

export type AttackGroup = Readonly<Record<string, readonly Attack[]>>;

export const FUEL = ['OUT_OF_FUEL'] as const;
export const FUEL_OR_MEMORY = ['OUT_OF_FUEL', 'OUT_OF_MEMORY'] as const;
export const FUEL_OR_STACK = ['OUT_OF_FUEL', 'STACK_EXCEEDED'] as const;

export function bundleOf({ code, topLevel = '' }: Attack): string {
  return `${topLevel}\nvar openfolioPlugin = { attack: (input) => { ${code} } };`;
}
