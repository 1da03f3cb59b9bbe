import type { Shape } from '../document/shape.js';
import { operationError } from '../operation.errors.js';
import type { OperationLimits, Stage } from './stage.js';

const BOUNDS: readonly { readonly what: keyof Shape; readonly max: keyof OperationLimits; readonly label: string }[] = [
  { what: 'depth', max: 'depthMax', label: 'levels' },
  { what: 'aliases', max: 'aliasesMax', label: 'aliases' },
  { what: 'directives', max: 'directivesMax', label: 'directives' },
  { what: 'fields', max: 'fieldsMax', label: 'fields' },
  { what: 'rootFields', max: 'rootFieldsMax', label: 'root fields' },
];

/**
 * Depth, aliases, directives and fields within their bounds. Size and tokens are bounded at the door, before parsing.
 */
export const limitShape: Stage = {
  name: 'limitShape',
  run: ({ operation }, { limits }) => insistOnShape(operation.document.shape, limits),
};

/** @throws PublicError DOCUMENT_TOO_COMPLEX */
export function insistOnShape(shape: Shape, limits: OperationLimits): void {
  for (const { what, max, label } of BOUNDS) {
    if (shape[what] > limits[max]) {
      throw operationError('DOCUMENT_TOO_COMPLEX', { params: { found: shape[what], what: label, max: limits[max] } });
    }
  }
}
