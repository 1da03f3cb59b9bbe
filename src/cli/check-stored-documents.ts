import { parse, validate } from 'graphql';
import type pg from 'pg';
import { composeSchema } from '../compose/schema.js';
import { documentCompiler, planCompiler } from '../operation/index.js';
import type { ScopeRequirement } from '../operation/schema/requirements.js';

interface StoredDocument {
  readonly hash: string;
  readonly source: string;
  /** Hooks that send its answer; none for other uses. */
  readonly hooks: readonly { id: string; url: string; client: string; required: ScopeRequirement[] }[];
}

/** Every stored document with the hooks that are not deleted. */
const DOCUMENTS = `
SELECT d.hash, d.source, COALESCE(jsonb_agg(jsonb_build_object('id', h.id, 'url', h.url, 'client', a.client_id, 'required', h.required_scopes))
  FILTER (WHERE h.id IS NOT NULL), '[]') AS hooks
FROM stored_document d LEFT JOIN hook h ON h.document_hash = d.hash AND h.status <> 'DELETED' LEFT JOIN app a ON a.id = h.app_id
GROUP BY d.hash, d.source ORDER BY d.hash`;

/**
 * Holds what apps have stored against the schema of this release: a document that no longer validates, or that asks for other scopes
 * than when it was accepted, is named with its hooks. Run it before a release goes out.
 *
 * @param pool of the role openfolio_ops
 */
export async function checkStoredDocuments(pool: pg.Pool): Promise<{ report: string; broken: number }> {
  const { schema, requirements, reads } = await composeSchema();
  const compiler = documentCompiler({ schema, requirements, compilePlan: planCompiler(reads) });
  const { rows } = await pool.query<StoredDocument>(DOCUMENTS);
  const problems = rows.flatMap((document) => {
    const reason = reasonAgainst(document);
    return reason === undefined ? [] : [describe(document, reason)];
  });
  const summary = `${rows.length} stored documents, ${problems.length} of them broken by this schema\n`;
  return { report: problems.join('') + summary, broken: problems.length };

  function reasonAgainst({ source, hash, hooks }: StoredDocument): string | undefined {
    try {
      const ast = parse(source);
      const errors = validate(schema, ast, undefined, { maxErrors: 3 });
      if (errors.length > 0) return errors.map(({ message }) => message).join(' ');
      const compiled = compiler.compile(ast, undefined, hash);
      if (!compiled) return 'it holds no operation.';
      const needed = setOf(compiled.required.map(({ requirement }) => requirement));
      const changed = hooks.some(({ required }) => setOf(required) !== needed);
      return changed ? `it asks for other scopes than when it was accepted: ${needed}.` : undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }
}

function setOf(requirements: readonly ScopeRequirement[]): string {
  return requirements
    .map((requirement) => JSON.stringify(requirement))
    .sort()
    .join(' ');
}

function describe({ hash, hooks }: StoredDocument, reason: string): string {
  const users = hooks.map(({ id, client, url }) => `  hook ${id} of ${client} → ${url}\n`);
  return `document ${hash.slice(0, 12)}: ${reason}\n${users.length > 0 ? users.join('') : '  no hook sends it\n'}`;
}
