import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import type { Command } from 'commander';
import type { Tools } from '../compose.js';
import { instant } from './option-values.js';

export interface KillSwitchParts {
  readonly open: () => Promise<Tools>;
  readonly write: (text: string) => void;
}

interface PeriodOptions {
  from: number;
  to: number;
  out?: string;
}

/** `openfolio apps freeze|leak-report|drill`, beside what `apps` can do already. */
export function addKillSwitchCommands(program: Command, { open, write }: KillSwitchParts): void {
  const apps = program.commands.find((command) => command.name() === 'apps');
  if (!apps) throw new Error('The command `apps` must be there first');
  const withTools = async (work: (tools: Tools) => Promise<void>) => {
    const tools = await open();
    try {
      await work(tools);
    } finally {
      await tools.close();
    }
  };
  apps
    .command('freeze <clientId>')
    .description('stop an app everywhere at once; in live mode this proposes, and a person at the staff desk confirms')
    .requiredOption('--reason <text>', 'why, 10 to 2000 characters')
    .option('--from-case', 'from its open case of the watch over apps, which then ends with the freeze')
    .action((clientId: string, options: FreezeOptions) =>
      withTools(async ({ killSwitch }) => {
        const { freezeId, state } = await freeze(killSwitch, clientId, options);
        write(`${state} ${freezeId}\n`);
      }),
    );
  withPeriod(
    apps.command('leak-report <clientId>').description('list whose data an app read in a period, and which fields'),
  )
    .option('--out <file>', 'write one JSON line per customer')
    .action((clientId: string, options: PeriodOptions) =>
      withTools((tools) => leakReport(tools, clientId, options, write)),
    );
  withPeriod(
    apps
      .command('drill <clientId>')
      .description('practise a freeze with its report, without harm, and say how long it took'),
  ).action((clientId: string, { from, to }: PeriodOptions) =>
    withTools(async ({ killSwitch }) => {
      const { steps, seconds } = await killSwitch.drillFreeze.run({ clientId, fromMs: from, toMs: to, by: null });
      for (const each of steps) write(`${each.seconds.toFixed(3)} s  ${each.step}: ${each.detail}\n`);
      write(`${seconds.toFixed(3)} s  in all\n`);
    }),
  );
}

interface FreezeOptions {
  readonly reason: string;
  readonly fromCase?: boolean;
}

async function freeze(
  { freezeApp, freezeFromCase }: Tools['killSwitch'],
  clientId: string,
  { reason, fromCase }: FreezeOptions,
) {
  if (!fromCase) return freezeApp.freeze({ clientId, reason, by: null });
  return freezeFromCase.freeze({ caseId: await freezeFromCase.openCaseOf(clientId), reason, by: null });
}

function withPeriod(command: Command): Command {
  return command
    .requiredOption('--from <instant>', 'RFC 3339: begin of the period', instant)
    .requiredOption('--to <instant>', 'RFC 3339: its end', instant);
}

async function leakReport(
  { killSwitch, database }: Tools,
  clientId: string,
  { from, to, out }: PeriodOptions,
  write: (text: string) => void,
): Promise<void> {
  const { reportId, customers, receipts } = await killSwitch.reportLeak.report({
    clientId,
    fromMs: from,
    toMs: to,
    by: null,
  });
  write(`${receipts} reads of ${customers} customers' data\n`);
  const documents = await database.ops.query<{ fields: string[] }>(
    'SELECT fields FROM leak_report_document WHERE report_id = $1',
    [reportId],
  );
  const fields = new Set(documents.rows.flatMap((row) => row.fields));
  write(`fields: ${[...fields].sort().join(', ')}\n`);
  if (out === undefined) return;
  const file = createWriteStream(out, { mode: 0o600 });
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const { rows } = await database.ops.query<{ customerId: string }>(CUSTOMERS, [reportId, after]);
    for (const row of rows) if (!file.write(`${JSON.stringify(row)}\n`)) await once(file, 'drain');
    const last = rows.at(-1);
    if (!last) break;
    after = last.customerId;
  }
  file.end();
  await once(file, 'finish');
}

const CUSTOMERS = `SELECT c.customer_id AS "customerId", u.external_ref AS "externalRef", c.receipts::int AS receipts, c.first_at AS "firstAt",
    c.last_at AS "lastAt", (SELECT array_agg(DISTINCT f ORDER BY f) FROM leak_report_document d CROSS JOIN unnest(d.fields) f
      WHERE d.report_id = c.report_id AND d.hash = ANY (c.documents)) AS fields
  FROM leak_report_customer c LEFT JOIN customer u ON u.id = c.customer_id
  WHERE c.report_id = $1 AND c.customer_id > $2 ORDER BY c.customer_id LIMIT 5000`;
