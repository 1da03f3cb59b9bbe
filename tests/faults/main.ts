import { parseArgs } from 'node:util';
import { runCampaign } from './campaign.js';
import { isClean } from './check-logs.js';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '104' },
    seed: { type: 'string', default: '1' },
    planted: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});

const started = Date.now();
const report = await runCampaign({
  runs: Number(values.runs),
  seed: Number(values.seed),
  planted: values.planted,
  onRun: (run, point, fired) =>
    process.stderr.write(`${run}/${values.runs} ${point.name}${fired ? '' : ' (did not strike)'}\n`),
});
const { findings, struck, acts, outcomes } = report;
const lines = [
  '| fault | struck |',
  '| --- | --- |',
  ...[...struck].map(([name, times]) => `| ${name} | ${times} |`),
  '',
  `${acts} acts: ${outcomes.ok} done, ${outcomes.unknown} unknown, ${outcomes.failed} failed; ${Math.round((Date.now() - started) / 1000)} s, seed ${values.seed}`,
  '',
  '| lost | forgotten | phantom | doubled | changed | holes | duplicates (same id and bytes) |',
  '| --- | --- | --- | --- | --- | --- | --- |',
  `| ${[findings.lost, findings.forgotten, findings.phantom, findings.doubled, findings.changed, findings.holes].map((found) => found.length).join(' | ')} | ${findings.duplicates} |`,
];
process.stdout.write(values.json ? `${JSON.stringify({ ...report, struck: [...struck] })}\n` : `${lines.join('\n')}\n`);
process.exitCode = isClean(findings) ? 0 : 1;
