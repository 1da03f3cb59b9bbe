import { PlanAbort } from './frame.js';
import type { MemberKind, VariantBranch } from './outline.js';

const FITS: Readonly<Record<MemberKind, (value: unknown) => boolean>> = {
  text: (value) => typeof value === 'string',
  integer: (value) => Number.isInteger(value) && Math.abs(value as number) < 2 ** 31,
  number: (value) => typeof value === 'number',
  boolean: (value) => typeof value === 'boolean',
  any: () => true,
};

/**
 * Writes the members of a stored JSON object that a branch selects, as the schema's type has them.
 *
 * @throws PlanAbort when a member is not what the schema promises: the resolvers know how to say so
 */
export function writeVariant(branch: VariantBranch, data: string): string {
  const members = JSON.parse(data) as Readonly<Record<string, unknown>>;
  const written = branch.members.map((member) => {
    if (member.name === '__typename') return `${JSON.stringify(member.key)}:"${branch.typeName}"`;
    const value = Object.hasOwn(members, member.name) ? (members[member.name] ?? null) : null;
    if (value !== null && !fits(value, member)) throw new PlanAbort(`${branch.typeName}.${member.name}`);
    return `${JSON.stringify(member.key)}:${JSON.stringify(value)}`;
  });
  return `{${written.join(',')}}`;
}

function fits(value: unknown, { kind, list }: { kind: MemberKind; list: boolean }): boolean {
  return list ? Array.isArray(value) && value.every(FITS[kind]) : FITS[kind](value);
}
