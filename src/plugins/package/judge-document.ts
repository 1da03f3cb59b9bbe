import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationTypeNode,
  parse,
  validate,
} from 'graphql';
import { type CompiledDocument, type DocumentCompiler, hashOf } from '../../operation/index.js';
import { satisfies } from '../../operation/schema/requirements.js';
import type { Checked, Problem } from './problem.js';
import { refused } from './problem.js';

/** Holds a plugin's documents against the platform's schema, exactly as the pipeline will when they run. */
export interface DocumentJudge {
  judge(
    file: string,
    source: string,
    expected: OperationTypeNode,
    scopes: ReadonlySet<string>,
  ): Checked<CompiledDocument>;
  readonly schema: GraphQLSchema;
}

const TOKENS_MAX = 2000;

export function documentJudge(schema: GraphQLSchema, compiler: DocumentCompiler): DocumentJudge {
  return { schema, judge };

  function judge(
    file: string,
    source: string,
    expected: OperationTypeNode,
    scopes: ReadonlySet<string>,
  ): Checked<CompiledDocument> {
    const parsed = read(file, source);
    if (!parsed.ok) return parsed;
    const invalid = validate(schema, parsed.value, undefined, { maxErrors: 5 });
    if (invalid.length > 0) return refused(...invalid.map((error) => graphqlProblem(file, error)));
    const operations = parsed.value.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
    const document = operations.length === 1 ? compiler.compile(parsed.value, undefined, hashOf(source)) : undefined;
    if (!document || document.kind !== expected)
      return refused({
        file,
        place: '1:1',
        reason: `The document must hold exactly one ${expected}.`,
        remedy: `Write one ${expected}; fragments beside it are fine.`,
      });
    const beyond = document.required.filter(({ requirement }) => !satisfies(scopes, requirement));
    if (beyond.length === 0) return { ok: true, value: document };
    return refused(...beyond.map(({ requirement, fields }) => beyondScopes(file, source, requirement, fields)));
  }
}

function read(file: string, source: string): Checked<DocumentNode> {
  try {
    return { ok: true, value: parse(source, { maxTokens: TOKENS_MAX }) };
  } catch (error) {
    if (error instanceof GraphQLError) return refused(graphqlProblem(file, error));
    if (error instanceof RangeError)
      return refused({ file, place: '', reason: 'The document is nested too deeply.', remedy: 'Select fewer levels.' });
    throw error;
  }
}

function graphqlProblem(file: string, error: GraphQLError): Problem {
  const [place] = error.locations ?? [];
  return {
    file,
    place: place ? `${place.line}:${place.column}` : '',
    reason: error.message,
    remedy: 'Compare with schema/schema.graphql; `openfolio plugin validate` checks again.',
  };
}

function beyondScopes(
  file: string,
  source: string,
  requirement: readonly (readonly string[])[],
  fields: readonly string[],
): Problem {
  const needed = requirement.map((all) => all.join(' and ')).join(', or ');
  const name = fields[0]?.split('.')[1] ?? '';
  const line = source.split('\n').findIndex((text) => new RegExp(`\\b${name}\\b`).test(text)) + 1;
  return {
    file,
    place: line > 0 ? `${line}:1` : '',
    reason: `The document reads ${fields.join(', ')}, which needs ${needed}; manifest.json does not ask for it.`,
    remedy: `Add the scope with its purpose to "scopes", or leave the field out.`,
  };
}
