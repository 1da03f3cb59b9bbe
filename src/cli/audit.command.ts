import { hostname, userInfo } from 'node:os';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { describeFinding, type KeptHead, type PublicReceiptKey, type Selection, verifyExport } from '../audit/index.js';
import type { Tools } from '../compose.js';
import { loadConfig } from '../config.js';
import { Refusal } from '../kernel/describe-failure.js';
import { JWK_SET_FORM, readGivenJson } from '../kernel/given-file.js';
import { instant } from './option-values.js';
import { showProgress } from './show-progress.js';

interface SpanOptions {
  from?: number;
  to?: number;
}

interface VerifyOptions extends SpanOptions {
  keys?: string;
  head?: KeptHead;
  export?: string;
}

interface ExportOptions {
  from: number;
  to: number;
  out: string;
  reason: string;
  customer?: string;
  app?: string;
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
    .option('--export <file>', 'check an archive instead, with the keys alone: no database is needed')
    .action((options: VerifyOptions) =>
      options.export === undefined
        ? withTools((tools) => verify(tools, options))
        : verifyArchive(options.export, options),
    );
  audit
    .command('export')
    .description(
      'write receipts, events and consents of a period with their proofs as a signed archive; started again, it goes on. Leaves a row that staff see in `recordExports`',
    )
    .requiredOption('--from <instant>', 'RFC 3339: begin of the period', instant)
    .requiredOption('--to <instant>', 'RFC 3339: its end', instant)
    .requiredOption('--out <file>', 'where the archive goes, e.g. export.tar')
    .requiredOption(
      '--reason <text>',
      'who asked for it under which law; it is recorded with your account and this machine',
    )
    .addOption(new Option('--customer <id>', 'only of this customer: id or external reference').conflicts('app'))
    .option('--app <clientId>', 'only of this app')
    .action((options: ExportOptions) => withTools((tools) => exportArchive(tools, options)));
  audit
    .command('keys')
    .description('print the public keys of the checkpoints as a JWK Set, to be kept elsewhere')
    .action(() =>
      withTools(async ({ audit: { keys, pool } }) => {
        await keys.current(pool); // before the first checkpoint there is none yet
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

/** A regulator's side: nothing of the platform is there but its public keys. */
async function verifyArchive(file: string, { keys, head: kept }: VerifyOptions): Promise<void> {
  if (keys === undefined) throw new Error('An archive is checked with keys that were kept elsewhere: pass --keys');
  let shown = 0;
  const show = (text: string) => (shown += 1) <= FINDINGS_SHOWN && write(`${text}\n`);
  const report = await verifyExport(file, await readKeys(keys), (finding) => show(describeFinding(finding)), kept);
  const { receipts, checkpoints, findings, manifest } = report;
  const subject = manifest && manifest.subject !== 'ALL' ? ` of ${manifest.subject.toLowerCase()} ${manifest.id}` : '';
  write(
    `${receipts} receipts${subject} under ${checkpoints} checkpoints: ${findings === 0 ? 'all proved' : `${findings} findings`}\n`,
  );
  if (findings > 0) process.exitCode = 1;
}

/** Who, what and why are recorded before anything is read, at each start anew. */
async function exportArchive(tools: Tools, { from, to, out, reason, customer, app }: ExportOptions): Promise<void> {
  const selection = { ...(await subjectOf(tools, customer, app)), fromMs: from, toMs: to };
  const operator = `${userInfo().username}@${hostname()}`;
  const by = { door: 'COMMAND_LINE', operator } as const;
  const id = await tools.recordExports.requestExport.request({ selection, reason, by, holder: operator });
  await tools.audit.sealer.sealAll(); // what is committed by now belongs in
  const { receipts, checkpoints, file } = await showProgress('Write receipts, checkpoint by checkpoint', (onProgress) =>
    tools.audit.exporter.run(selection, out, onProgress),
  );
  await tools.recordExports.requestExport.written(id, { receipts, checkpoints });
  write(`${receipts} receipts in ${file}\n`);
}

async function subjectOf(
  { database }: Tools,
  customer: string | undefined,
  app: string | undefined,
): Promise<Pick<Selection, 'subject' | 'id'>> {
  if (customer === undefined && app === undefined) return { subject: 'ALL', id: null };
  const { rows } = await database.ops.query<{ id: string }>(
    app === undefined
      ? 'SELECT id FROM customer WHERE id::text = $1 OR external_ref = $1'
      : 'SELECT id FROM app WHERE client_id = $1',
    [app ?? customer],
  );
  if (!rows[0]) throw new Refusal(`There is no ${app === undefined ? 'customer' : 'app'} ${app ?? customer}`);
  return { subject: app === undefined ? 'CUSTOMER' : 'APP', id: rows[0].id };
}

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
  const { keys } = await readGivenJson(file, JWK_SET_FORM);
  return keys.map((jwk) => ({ kid: String(jwk['kid']), jwk: jwk as unknown as PublicReceiptKey['jwk'] }));
}

function head(text: string): KeptHead {
  const [, number, hash] = /^(\d+):([\w-]{43})$/.exec(text) ?? [];
  if (number === undefined || hash === undefined)
    throw new InvalidArgumentError('It must be <number>:<hash>, as /.well-known/openfolio-receipts/head shows it.');
  return { number: Number(number), hash };
}

function write(text: string): void {
  process.stdout.write(text);
}
