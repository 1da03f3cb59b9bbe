import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { root, temporaryDirectory } from '../support/run-openfolio.js';
import { type FencedBlock, fencedBlocks } from './fenced-blocks.js';

/** One guide, followed from top to bottom by a reader at one shell: what a step leaves behind, the next one finds. */
export class GuideRun {
  readonly environment: Record<string, string>;
  readonly #blocks: readonly FencedBlock[];
  readonly #removeDirectory: () => Promise<void>;
  readonly #programs: ChildProcess[] = [];

  private constructor(guide: string, environment: Record<string, string>, removeDirectory: () => Promise<void>) {
    this.environment = environment;
    this.#blocks = fencedBlocks(readFileSync(join(root, 'docs/guides', guide), 'utf8'));
    this.#removeDirectory = removeDirectory;
  }

  /** @param environment of an operator of the platform, e.g. DATABASE_URL */
  static async of(guide: string, environment: Readonly<Record<string, string>>): Promise<GuideRun> {
    const { path, remove } = await temporaryDirectory();
    const own = { KEYS: path, OPENFOLIO_DATA_DIR: path, APP_URL: `http://127.0.0.1:${await freePort()}` };
    return new GuideRun(guide, { ...environment, ...own }, remove);
  }

  /** Runs every block that is a step, in order, and checks what the page says it prints. */
  async runSteps(): Promise<void> {
    for (const [index, block] of this.#blocks.entries()) {
      const { language, words } = block;
      if (language === 'ts' && words.length === 0) this.#check(await this.#run(block), this.#blocks[index + 1]);
      if (language === 'sh' && words.includes('step')) this.#check(await this.#run(block), this.#blocks[index + 1]);
      if (words.includes('registers')) this.environment['CLIENT_ID'] = (await this.#run(block)).trim();
    }
  }

  /** The text of the block with this word, e.g. `app`. */
  block(word: string): string {
    return this.#block(word).text;
  }

  /** Runs the block with this word. @returns what it printed */
  runBlock(word: string): Promise<string> {
    return this.#run(this.#block(word));
  }

  /** Starts a program and waits until it has printed something. @returns resolves once it has printed this, too */
  async start(program: string): Promise<(text: string) => Promise<void>> {
    const child = this.#spawn(process.execPath, evaluating(program));
    this.#programs.push(child);
    let [printed, complaints] = ['', ''];
    child.stdout?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
    const ended = once(child, 'close').then(() => Promise.reject(new Error(`The program ended: ${complaints}`)));
    await Promise.race([child.stdout ? once(child.stdout, 'data') : ended, ended]);
    ended.catch(() => {}); // later it is ended by us
    return async (text) => {
      while (!printed.includes(text)) await (child.stdout ? once(child.stdout, 'data') : ended);
    };
  }

  async end(): Promise<void> {
    for (const program of this.#programs) {
      if (program.exitCode !== null) continue;
      program.kill();
      await once(program, 'close');
    }
    await this.#removeDirectory();
  }

  #block(word: string): FencedBlock {
    const found = this.#blocks.find(({ words }) => words.includes(word));
    if (found === undefined) throw new Error(`The guide has no block \`${word}\``);
    return found;
  }

  async #run({ language, text, line }: FencedBlock): Promise<string> {
    const child =
      language === 'sh' ? this.#spawn('sh', ['-ec', text]) : this.#spawn(process.execPath, evaluating(text));
    let [printed, complaints] = ['', ''];
    child.stdout?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
    const [code] = (await once(child, 'close')) as [number];
    expect({ line, code, complaints: code === 0 ? '' : complaints }).toEqual({ line, code: 0, complaints: '' });
    return printed;
  }

  #check(printed: string, says: FencedBlock | undefined): void {
    if (says?.words.includes('printed')) expect(printed).toContain(says.text.trim());
  }

  #spawn(command: string, args: readonly string[]): ChildProcess {
    return spawn(command, args, { cwd: root, env: { PATH: process.env['PATH'], ...this.environment } });
  }
}

function evaluating(program: string): string[] {
  return ['--input-type=module-typescript', '--no-warnings', '--eval', program];
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, 'close');
  return port;
}
