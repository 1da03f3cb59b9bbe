import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { InvokeTool } from '../plugins/index.js';

export type PluginPlatform = Awaited<ReturnType<typeof openPluginPlatform>>;

/** The plugin feature with the platform's own schema and document compiler behind it. */
export async function openPluginPlatform() {
  const plugins = await import('../plugins/index.js');
  const { composeSchema } = await import('../compose/schema.js');
  const { documentCompiler } = await import('../operation/index.js');
  const { schema, requirements } = await composeSchema();
  const judge = plugins.documentJudge(schema, documentCompiler({ schema, requirements, compilePlan: () => undefined }));
  const options = { judge, engineDigest: plugins.ENGINE_DIGEST };
  return {
    ...plugins,
    schema,
    judge,
    prepare: (folder: string) => plugins.pluginTools.prepareProject(folder, options),
    /** Folder or tar; an older package was made for the engine of its time. */
    async inspect(path: string) {
      const tar = (await stat(path)).isFile() ? plugins.readTar(new Uint8Array(await readFile(path))) : undefined;
      if (tar && !tar.ok) return tar;
      const files = tar ? tar.value : await plugins.pluginTools.readProject(path);
      const engine = /"runtime":\s*"([0-9a-f]{64})"/.exec(new TextDecoder().decode(files.get('manifest.json')))?.[1];
      return plugins.inspectPackage(files, { judge, engineDigest: engine ?? plugins.ENGINE_DIGEST });
    },
    async adoptEngine(folder: string) {
      const path = join(folder, 'manifest.json');
      const text = await readFile(path, 'utf8').catch(() => '');
      const adopted = text.replace(/("runtime":\s*")[^"]*"/, `$1${plugins.ENGINE_DIGEST}"`);
      if (adopted !== text) await writeFile(path, adopted);
    },
  };
}

/** With a runner of its own, ended afterwards: what a tool's fixtures cost is measured where customers' runs are. */
export async function withRunner(act: (platform: PluginPlatform, invoke: InvokeTool) => Promise<void>): Promise<void> {
  const platform = await openPluginPlatform();
  const supervisor = await platform.startSupervisor({
    requireJail: false,
    runners: 1,
    wallClockMs: 60_000,
    restRunaways: false,
  });
  try {
    await act(platform, platform.toolInvoker({ runTool: supervisor.runTool, schema: platform.schema }));
  } finally {
    await supervisor.stop();
  }
}
