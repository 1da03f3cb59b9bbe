import type { Statement } from './statement.js';

const HEAD = 'month,line,plugin,version,tool,kind,unit,currency,usage_id,run_id,at,receipt_sha256';

/**
 * A statement as CSV (RFC 4180): one record for each metered run, with the line that it is part of. A program that adds up `unit`
 * by `line` gets the statement's amounts.
 */
export function statementCsv({ month, lines }: Statement, publicId: (prefix: string, uuid: string) => string): string {
  const records = lines.flatMap((line, index) =>
    line.entries.map(({ usageId, runId, at, receiptHash }) =>
      [
        month,
        index + 1,
        line.plugin,
        line.version,
        line.tool,
        line.kind,
        line.unit,
        line.currency ?? '',
        publicId('use', usageId),
        publicId('run', runId),
        at,
        receiptHash ?? '',
      ].join(','),
    ),
  );
  return `${[HEAD, ...records].join('\r\n')}\r\n`;
}

/** The same as JSON, with totals; ids are those of the app that asks. */
export function statementJson(statement: Statement, publicId: (prefix: string, uuid: string) => string): string {
  const lines = statement.lines.map(({ entries, ...line }) => ({
    ...line,
    entries: entries.map(({ usageId, runId, at, receiptHash }) => ({
      usageId: publicId('use', usageId),
      runId: publicId('run', runId),
      at,
      receiptHash,
    })),
  }));
  return JSON.stringify({ ...statement, lines });
}
