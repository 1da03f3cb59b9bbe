import { readFile } from 'node:fs/promises';
import { type Command, InvalidArgumentError } from 'commander';
import { describeFinding, type KeptHead, type PublicReceiptKey } from '../audit/index.js';
import type { Tools } from '../compose.js';
import { loadConfig } from '../config.js';
import { showProgress } from './show-progress.js';

interface SpanOptions {
  from?: number;
  to?: number;
}

interface VerifyOptions extends SpanOptions {
  keys?: string;
  head?: KeptHead;
}

/** `openfolio audit verify|keys|rotate-key`: whoever answers for the records looks here whether they still stand. */
export function addAuditCommand(program: Command): void {
  const audit = program.command('audit').description('prove that nobody altered the receipts');
  audit
    .command('verify')
    .description('compare the receipts with their signed checkpoints; names what was altered, removed, moved or added')
    .option('--from <instant>', 'RFC 3339: receipts from then on', instant)
    .option('--to <instant>', 'RFC 3339: receipts until then', instant)
    .option('--keys <file>', 'JWK Set that was kept elsewhere; without it, the keys that this platform’s secret opens')
    .option(
      '--head <number:hash>',
      'a checkpoint that was kept elsewhere, from /.well-known/openfolio-receipts/head',
      head,
    )
    .action((options: VerifyOptions) => withTools((tools) => verify(tools, options)));
  audit
    .command('keys')
    .description('print the public keys of the checkpoints as a JWK Set, to be kept elsewhere')
    .action(() =>
      withTools(async ({ audit: { keys, pool } }) => {
        const proved = await keys.proved(pool);
        write(
          `${JSON.stringify({ keys: proved.map(({ kid, jwk }) => ({ ...jwk, kid, alg: 'Ed25519', use: 'sig' })) })}\n`,
        );
      }),
    );
  audit
    .command('rotate-key')
    .description('sign with a new key from the next checkpoint on; former ones stay published')
    .action(() => withTools(async ({ audit: { keys, pool } }) => write(`${await keys.rotate(pool)}\n`)));
}

async function verify({ audit }: Tools, { from, to, keys, head: kept }: VerifyOptions): Promise<void> {
  const verifier = audit.verifier({ ...(keys && { keys: await readKeys(keys) }), ...(kept && { kept }) });
  const findings: string[] = [];
  const report = await showProgress('Compare receipts with their checkpoints', (onProgress) =>
    verifier.verify(
      { fromMs: from, toMs: to },
      (finding) => findings.length < FINDINGS_SHOWN && findings.push(describeFinding(finding)),
      onProgress,
    ),
  );
  for (const line of findings) write(`${line}\n`);
  const { receipts, checkpoints, unsealed, head: newest } = report;
  if (report.findings > findings.length) write(`… and ${report.findings - findings.length} more\n`);
  write(
    `${receipts} receipts under ${checkpoints} checkpoints compared, ${unsealed} not sealed yet: ${report.findings === 0 ? 'nothing was changed' : `${report.findings} findings`}\n`,
  );
  if (newest) write(`head ${newest.number}:${newest.hash} of ${newest.sealedAt}\n`);
  if (report.findings > 0) process.exitCode = 1;
}

const FINDINGS_SHOWN = 1000;

async function withTools(work: (tools: Tools) => Promise<void>): Promise<void> {
  const { composeTools } = await import('../compose.js'); // `--help` loads no platform
  const tools = await composeTools(await loadConfig(process.env));
  try {
    await work(tools);
  } finally {
    await tools.close();
  }
}

async function readKeys(file: string): Promise<PublicReceiptKey[]> {
  const { keys } = JSON.parse(await readFile(file, 'utf8')) as { keys: (PublicReceiptKey['jwk'] & { kid: string })[] };
  return keys.map((jwk) => ({ kid: jwk.kid, jwk }));
}

/** @returns epoch ms */
function instant(text: string): number {
  const at = /^\d{4}-\d\d-\d\dT/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at)) throw new InvalidArgumentError('must be an instant of RFC 3339, e.g. 2026-08-03T09:30:00Z.');
  return at;
}

function head(text: string): KeptHead {
  const [, number, hash] = /^(\d+):([\w-]{43})$/.exec(text) ?? [];
  if (number === undefined || hash === undefined) throw new InvalidArgumentError('must be <number>:<hash>.');
  return { number: Number(number), hash };
}

function write(text: string): void {
  process.stdout.write(text);
}
