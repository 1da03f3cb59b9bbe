import { glob, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../../src/storage/index.js';
import { migrate } from '../../src/storage/migrate.js';

/** A PostgreSQL of its own that may be killed: nobody else's data stands in it. */
export class Cluster {
  readonly directory: string;
  #server: Awaited<ReturnType<typeof startEmbeddedPostgres>>;

  private constructor(directory: string, server: Awaited<ReturnType<typeof startEmbeddedPostgres>>) {
    this.directory = directory;
    this.#server = server;
  }

  static async start(): Promise<Cluster> {
    const directory = await mkdtemp(join(tmpdir(), 'openfolio-faults-'));
    const cluster = new Cluster(directory, await startEmbeddedPostgres(directory));
    await migrate(cluster.url);
    return cluster;
  }

  get url(): string {
    return this.#server.url;
  }

  /** Kills the postmaster; its children notice and end. Then it starts again and recovers. */
  async killAndRestart(): Promise<void> {
    for await (const file of glob(join(this.directory, '**/postmaster.pid'))) {
      const [pid = ''] = (await readFile(file, 'utf8')).split('\n');
      process.kill(Number(pid), 'SIGKILL');
    }
    for (let attempt = 1; ; attempt += 1) {
      try {
        this.#server = await startEmbeddedPostgres(this.directory);
        return;
      } catch (error) {
        if (attempt === 20) throw error;
        await new Promise((resolve) => setTimeout(resolve, 250));
      }
    }
  }

  async remove(): Promise<void> {
    await this.#server.stop();
    await rm(this.directory, { recursive: true, force: true });
  }
}
