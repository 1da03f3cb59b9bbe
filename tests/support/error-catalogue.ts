import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ErrorDefinition } from '../../src/kernel/errors.js';
import { root } from './run-openfolio.js';

export interface CataloguedError {
  readonly code: string;
  readonly definition: ErrorDefinition;
}

/** From the tables themselves: each export of an `*.errors.ts`, and of kernel/errors.ts, that was made by defineErrors. */
export async function errorCatalogue(): Promise<CataloguedError[]> {
  const files = ['src', 'sandbox', 'plugins']
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(root, folder, file)),
    )
    .filter((file) => /(\.errors|kernel[\\/]errors)\.ts$/.test(file));
  const modules = await Promise.all(files.map((file) => import(file) as Promise<Record<string, unknown>>));
  return modules
    .flatMap((module) => Object.values(module))
    .filter((value): value is Record<string, ErrorDefinition> => isTable(value))
    .flatMap((table) => Object.entries(table).map(([code, definition]) => ({ code, definition })));
}

function isTable(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const entries = Object.values(value) as unknown[];
  return (
    entries.length > 0 && entries.every((entry) => typeof entry === 'object' && entry !== null && 'httpStatus' in entry)
  );
}
