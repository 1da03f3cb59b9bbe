import type { Command } from 'commander';
import type { SigningKeys } from './signing-keys.js';

export interface KeysCommandParts {
  /** Called when a command runs, so that `--help` needs no database. */
  readonly open: () => Promise<{ signingKeys: SigningKeys; close(): Promise<void> }>;
  /** Where results are printed, e.g. standard output. */
  readonly write: (text: string) => void;
}

/** `openfolio keys rotate`: every running process takes the next key by itself, none is restarted. */
export function addKeysCommand(program: Command, { open, write }: KeysCommandParts): void {
  const keys = program.command('keys').description('signing keys of the authorization server');
  keys
    .command('rotate')
    .description(
      'publish the next signing key; it signs ten minutes later, the former one retires 15 minutes after that',
    )
    .action(async () => {
      const tools = await open();
      try {
        const { kid, signsFrom, formerRetiresAt } = await tools.signingKeys.rotate();
        write(
          `published  ${kid}\nsigns from ${isoTime(signsFrom)}\nformer key retires at ${isoTime(formerRetiresAt)}\n`,
        );
      } finally {
        await tools.close();
      }
    });
}

function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}
