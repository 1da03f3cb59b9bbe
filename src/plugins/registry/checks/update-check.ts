import { diffPackages } from '../../tools/diff-packages.js';
import type { DriftReport } from '../drift.js';
import { formerVersion } from '../former-version.js';
import { shadowReplay } from '../shadow-replay.js';
import type { CheckOutcome, VersionCheck } from './check.js';

/** What changed since the version before, in the words of the consent page, and whether the version number admits it. */
export const differenceCheck: VersionCheck = {
  name: 'difference',
  async run(after, { pool, versions }) {
    const formerId = await formerVersion(pool, after.id);
    if (formerId === undefined) return FIRST;
    const before = await versions.load(formerId);
    const { changes, required, declared, enough } = diffPackages(before.inspected, after.inspected);
    const since = `Since ${before.version}: ${changes.map(({ text }) => text).join('; ') || 'nothing changed'}.`;
    const summary = enough ? since : `${since} That takes a ${required} version, ${declared} is declared.`;
    return { passed: enough, summary, details: changes };
  },
};

/**
 * Inputs of earlier runs give the results they gave. A figure that moved is something a customer would notice: at least a minor
 * version says so. A patch that drifts is refused.
 */
export const driftCheck: VersionCheck = {
  name: 'drift',
  async run(after, { pool, versions, invokeTool }) {
    const formerId = await formerVersion(pool, after.id);
    if (formerId === undefined) return FIRST;
    const before = await versions.load(formerId);
    const reports = await shadowReplay({ pool, invokeTool, before, after });
    const { declared } = diffPackages(before.inspected, after.inspected);
    const drifted = reports.filter(({ changed }) => changed > 0);
    const summary = drifted.length === 0 ? unchanged(reports, before.version) : drifted.map(described).join('; ');
    const admitted = drifted.length === 0 || declared === 'minor' || declared === 'major';
    const remedy = admitted
      ? ''
      : ' Results that differ take at least a minor version, or code that gives the former results.';
    return { passed: admitted, summary: `${summary}.${remedy}`, details: reports };
  },
};

const FIRST: CheckOutcome = { passed: true, summary: 'There is no version before to compare with.', details: [] };

function unchanged(reports: readonly DriftReport[], before: string): string {
  const replayed = reports.reduce((sum, report) => sum + report.replayed, 0);
  return `${replayed} earlier runs of ${before} give the same results`;
}

function described({ tool, replayed, changed, figures, refused }: DriftReport): string {
  const worst = figures
    .filter((figure) => figure.changed > 0)
    .map(({ pointer, mostAbsolute }) => `${pointer} by up to ${mostAbsolute}`)
    .slice(0, 3);
  const without = Object.values(refused).reduce((sum, count) => sum + count, 0);
  const parts = [...worst, ...(without > 0 ? [`${without} without a result`] : [])];
  return `${tool} differs for ${changed} of ${replayed} earlier runs${parts.length > 0 ? `: ${parts.join(', ')}` : ''}`;
}
