/** Major, minor, patch. Plugins have no pre-releases: staged release takes their place. */
export type Semver = readonly [major: number, minor: number, patch: number];

/** @param version as the manifest's schema admits it: `1.2.3` */
export function parseSemver(version: string): Semver {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  return [major, minor, patch];
}

export function compareSemver(a: Semver, b: Semver): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}

const RANGE = /^([\^~]?)(0|[1-9]\d{0,5})(?:\.(0|[1-9]\d{0,5}|x)(?:\.(0|[1-9]\d{0,5}|x))?)?$/;

/**
 * Whether a version lies in a range as npm writes it: `^1.2.0` (no breaking change), `~1.2.0` (patches alone), `1.x`, `1.2`, `1.2.3`, `*`.
 *
 * @returns `undefined` when the text is no range
 */
export function inRange(version: Semver, range: string): boolean | undefined {
  if (range === '*') return true;
  const match = RANGE.exec(range);
  if (!match) return undefined;
  const [, sign, ...parts] = match;
  const given = parts.map((part) => (part === undefined || part === 'x' ? undefined : Number(part)));
  const floor: Semver = [given[0] ?? 0, given[1] ?? 0, given[2] ?? 0];
  if (compareSemver(version, floor) < 0) return false;
  const fixed =
    sign === '^' ? firstThatCounts(floor) : sign === '~' ? 2 : given.filter((part) => part !== undefined).length;
  return floor.slice(0, fixed).every((part, index) => version[index] === part);
}

/** Below 1.0.0 every minor version may break, below 0.1.0 every patch (semver.org, 4). */
function firstThatCounts([major, minor]: Semver): number {
  return major > 0 ? 1 : minor > 0 ? 2 : 3;
}
