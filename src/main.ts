import { configError } from './config.errors.js';
import { type Config, loadConfig } from './config.js';
import { closeGracefully } from './kernel/close-gracefully.js';
import { describeFailure } from './kernel/describe-failure.js';
import { keepCompiledCode } from './kernel/keep-compiled-code.js';

keepCompiledCode();

try {
  await start(await loadConfig(process.env));
} catch (error) {
  process.stderr.write(describeFailure(error, { verbose: process.env['LOG_LEVEL'] === 'debug' }));
  process.exit(1); // half a platform may hold timers or connections; nothing was accepted yet
}

async function start(config: Config): Promise<void> {
  const { compose } = await import('./compose.js'); // a wrong setting is told before the whole platform loads
  const platform = await compose(config);
  try {
    await platform.server.listen({ host: config.host, port: config.port });
  } catch (error) {
    await platform.close();
    throw cannotListen(config, error);
  }
  closeGracefully({ server: platform.server, close: () => platform.close() });
}

function cannotListen({ host, port }: Config, error: unknown): unknown {
  const { code, message } = error as NodeJS.ErrnoException;
  const reasons: Record<string, string> = {
    EADDRINUSE: 'another program listens there',
    EACCES: 'this user may not use that port',
    EADDRNOTAVAIL: 'this machine does not have that address',
  };
  const reason = code === undefined ? undefined : (reasons[code] ?? message);
  return reason === undefined ? error : configError('PORT_TAKEN', { params: { host, port, reason }, cause: error });
}
