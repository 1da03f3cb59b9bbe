import { type Node, parse } from 'acorn';
import { RUN_LIMITS } from '../runner/run-limits.js';
import { decode } from './parse-json.js';
import type { PackageFiles, Problem } from './problem.js';

export const BUNDLE_PATH = 'dist/plugin.js';

const SYNCHRONOUS =
  'Tools are synchronous: compute from the input and return. Everything to read belongs into the query.';

/** What a bundle can not hold; found in the syntax, so that it is said at publishing and not at a customer's call. */
const FORBIDDEN: readonly (readonly [matches: (node: SyntaxNode) => boolean, reason: string, remedy: string])[] = [
  [(node) => node.async === true, 'The code is async.', SYNCHRONOUS],
  [(node) => node.type === 'AwaitExpression' || node.await === true, 'The code awaits something.', SYNCHRONOUS],
  [
    (node) => node.type === 'ImportExpression',
    'The code imports while it runs.',
    'Bundle everything into dist/plugin.js.',
  ],
  [
    (node) =>
      (node.type === 'NewExpression' || node.type === 'CallExpression') && isNamed(node.callee, ['eval', 'Function']),
    'The code makes code from text.',
    'Write the code out: reviewers can only approve what they can read.',
  ],
];

type SyntaxNode = Node & { readonly [key: string]: unknown };

export function checkCode(files: PackageFiles): readonly Problem[] {
  const bytes = files.get(BUNDLE_PATH);
  if (!bytes) return [problem('', 'The bundle is missing.', 'Build it with `openfolio plugin test` or `pack`.')];
  if (bytes.length > RUN_LIMITS.bundleBytesReviewed)
    return [
      problem(
        '',
        `The bundle has ${bytes.length} bytes.`,
        `Stay below ${RUN_LIMITS.bundleBytesReviewed}, and below ${RUN_LIMITS.bundleBytes} without a review.`,
      ),
    ];
  const source = decode(bytes);
  if (source === undefined) return [problem('', 'The bundle is not UTF-8.', 'Build it with the tools.')];
  try {
    return inspect(
      parse(source, { ecmaVersion: 2023, sourceType: 'script', locations: true }) as unknown as SyntaxNode,
    );
  } catch (error) {
    if (error instanceof RangeError) return [problem('', 'The code is nested too deeply.', 'Write it flatter.')];
    if (!(error instanceof SyntaxError)) throw error;
    const place = (error as SyntaxError & { loc?: { line: number; column: number } }).loc;
    return [
      problem(
        place ? `${place.line}:${place.column + 1}` : '',
        `The bundle does not parse: ${error.message}.`,
        'Build it with the tools; target es2023, no modules.',
      ),
    ];
  }
}

const PROBLEMS_MAX = 20;

function inspect(root: SyntaxNode): Problem[] {
  const found: Problem[] = [];
  const waiting: unknown[] = [root];
  for (let node = waiting.pop(); node !== undefined && found.length < PROBLEMS_MAX; node = waiting.pop()) {
    if (Array.isArray(node)) waiting.push(...node.toReversed());
    if (!isNode(node)) continue;
    for (const [matches, reason, remedy] of FORBIDDEN)
      if (matches(node)) found.push(problem(placeOf(node), reason, remedy));
    for (const value of Object.values(node).toReversed())
      if (typeof value === 'object' && value !== null) waiting.push(value);
  }
  return found;
}

function isNode(value: unknown): value is SyntaxNode {
  return (
    typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string' && 'start' in value
  );
}

function isNamed(node: unknown, names: readonly string[]): boolean {
  return isNode(node) && node.type === 'Identifier' && names.includes(String(node['name']));
}

function placeOf(node: SyntaxNode): string {
  return node.loc ? `${node.loc.start.line}:${node.loc.start.column + 1}` : '';
}

function problem(place: string, reason: string, remedy: string): Problem {
  return { file: BUNDLE_PATH, place, reason, remedy };
}
