import type { OperationCase } from './operation-cases.js';

/** The name that an operation must be recorded by. */
export function nameOf({ query, operationName }: OperationCase[1]): string | null {
  if (typeof operationName === 'string') return operationName;
  return /^(?:query) (\w+)/.exec(String(query))?.[1] ?? null;
}

/** Objects of the API in an answer, by the type that its place has. */
export function objectsIn(data: unknown): Record<string, number> {
  const counts: Record<string, number> = {};
  const count = (type: string) => {
    counts[type] = (counts[type] ?? 0) + 1;
  };
  const walk = (value: unknown, key: string): void => {
    if (Array.isArray(value)) for (const item of value) walk(item, key);
    else if (typeof value === 'object' && value !== null) {
      if (key === 'viewer') count('Customer');
      if (key === 'accounts') for (const { node } of edgesOf(value)) if (node) count('Account');
      if (key === 'transactions') for (const { node } of edgesOf(value)) if (node) count('Transaction');
      for (const [name, child] of Object.entries(value)) walk(child, name);
    }
  };
  walk(data, '');
  return counts;
}

const edgesOf = (value: object) => (value as { edges?: { node?: unknown }[] }).edges ?? [];
