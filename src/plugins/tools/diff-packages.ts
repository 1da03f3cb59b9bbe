import type { InspectedPackage, InspectedTool } from '../package/inspect-package.js';

export type Weight = 'major' | 'minor' | 'patch';

export interface Change {
  readonly weight: Weight;
  /** In the words that customers and reviewers read. */
  readonly text: string;
  /** The customer must consent anew before the new version runs. */
  readonly needsConsent: boolean;
}

export interface PackageDiff {
  readonly changes: readonly Change[];
  readonly required: Weight;
  /** What the version number says. */
  readonly declared: Weight | 'none';
  readonly enough: boolean;
}

const ORDER: readonly (Weight | 'none')[] = ['none', 'patch', 'minor', 'major'];

/** What a customer of the old version would notice, and whether the new version number admits it. */
export function diffPackages(before: InspectedPackage, after: InspectedPackage): PackageDiff {
  const changes = [...rightsChanges(before, after), ...toolChanges(before, after)];
  if (before.bundle !== after.bundle) changes.push({ weight: 'patch', text: 'the code changed', needsConsent: false });
  const required = changes.reduce<Weight>(
    (most, { weight }) => (ORDER.indexOf(weight) > ORDER.indexOf(most) ? weight : most),
    'patch',
  );
  const declared = declaredWeight(before.manifest.version, after.manifest.version);
  return {
    changes,
    required,
    declared,
    enough: changes.length === 0 || ORDER.indexOf(declared) >= ORDER.indexOf(required),
  };
}

function rightsChanges(before: InspectedPackage, after: InspectedPackage): Change[] {
  const scopes = (inspected: InspectedPackage) => inspected.manifest.scopes.map(({ scope }) => scope);
  const added = (old: readonly string[], now: readonly string[]) => now.filter((one) => !old.includes(one));
  return [
    ...added(scopes(before), scopes(after)).map((scope) => ({
      weight: 'major' as const,
      text: `now asks for ${scope}`,
      needsConsent: true,
    })),
    ...added(scopes(after), scopes(before)).map((scope) => ({
      weight: 'patch' as const,
      text: `no longer asks for ${scope}`,
      needsConsent: false,
    })),
    ...added(before.fieldsRead, after.fieldsRead).map((field) => ({
      weight: 'minor' as const,
      text: `now also reads ${field}`,
      needsConsent: true,
    })),
    ...added(after.fieldsRead, before.fieldsRead).map((field) => ({
      weight: 'patch' as const,
      text: `no longer reads ${field}`,
      needsConsent: false,
    })),
  ];
}

function toolChanges(before: InspectedPackage, after: InspectedPackage): Change[] {
  const changes: Change[] = [];
  const note = (weight: Weight, text: string, needsConsent = false) => changes.push({ weight, text, needsConsent });
  const now = new Map(after.tools.map((tool) => [tool.manifest.name, tool]));
  for (const old of before.tools) {
    const { name } = old.manifest;
    const tool = now.get(name);
    now.delete(name);
    if (!tool) note('major', `tool ${name} is gone`);
    else compareTool(old, tool, note);
  }
  for (const name of now.keys()) note('minor', `tool ${name} is new`);
  return changes;
}

function compareTool(
  old: InspectedTool,
  tool: InspectedTool,
  note: (weight: Weight, text: string, needsConsent?: boolean) => void,
): void {
  const { name, fuel } = tool.manifest;
  const differs = (a: unknown, b: unknown) => JSON.stringify(a) !== JSON.stringify(b);
  if (differs(old.argsSchema, tool.argsSchema)) note('major', `tool ${name} takes other arguments`);
  if (differs(old.resultSchema, tool.resultSchema)) note('major', `tool ${name} returns another result`);
  if (fuel !== old.manifest.fuel) note('patch', `tool ${name} may use ${fuel} fuel instead of ${old.manifest.fuel}`);
  for (const path of tool.proposals.keys())
    if (old.proposals.get(path)?.source !== tool.proposals.get(path)?.source)
      note('major', `tool ${name} now proposes ${path}`, true);
}

function declaredWeight(before: string, after: string): Weight | 'none' {
  const [old, now] = [before, after].map((version) => version.split('.').map(Number));
  const [major = 0, minor = 0, patch = 0] = [0, 1, 2].map((part) => (now?.[part] ?? 0) - (old?.[part] ?? 0));
  if (major > 0) return 'major';
  if (major === 0 && minor > 0) return 'minor';
  return major === 0 && minor === 0 && patch > 0 ? 'patch' : 'none';
}
