/**
 * The only platform code inside the guest, evaluated before the plugin. Its value is the function that the runner calls:
 * `(tool, input as JSON text) → reply text`. The reply is a letter, the length of the log, a line feed, the log, the payload.
 *
 * It shares the plugin's realm, so a plugin can break it for itself (and gets a refusal); nothing here is trusted by the
 * host. Describing what was thrown happens in here, under fuel: getters and proxies of an exotic error cost their owner.
 *
 * `Promise` stays because async functions need it to exist; its jobs never run. What tells time or threads is removed.
 */
export const GUEST_PRELUDE = `(function () {
  'use strict';
  const parse = JSON.parse, stringify = JSON.stringify, string = String, apply = Reflect.apply;
  const wellFormed = String.prototype.toWellFormed, slice = String.prototype.slice;
  const LOG_MAX = 4096, ERROR_MAX = 1024;
  let log = '';
  const clip = (text, max) => apply(slice, apply(wellFormed, text, []), [0, max]);
  const show = (value) => typeof value === 'string' ? value : typeof value === 'object' && value !== null ? stringify(value) : string(value);
  const write = (...values) => {
    if (log.length >= LOG_MAX) return;
    let line = '';
    for (let i = 0; i < values.length; i++) line += (i === 0 ? '' : ' ') + show(values[i]);
    log = clip(log + line + '\\n', LOG_MAX);
  };
  const reply = (kind, payload) => kind + log.length + '\\n' + log + payload;
  const describe = (error) => {
    try {
      if (typeof error === 'object' && error !== null && 'message' in error)
        return clip(string(error.name) + ': ' + string(error.message) + '\\n' + string(error.stack), ERROR_MAX);
      return clip(string(error), ERROR_MAX);
    } catch { return 'The thrown value can not be described.'; }
  };
  for (const name of ['Atomics', 'SharedArrayBuffer', 'WeakRef', 'FinalizationRegistry', 'performance', 'queueMicrotask', 'navigator', 'gc'])
    delete globalThis[name];
  globalThis.console = Object.freeze({ log: write, info: write, warn: write, error: write, debug: write });
  return (tool, input) => {
    try {
      const tools = globalThis.openfolioPlugin;
      const run = Object.hasOwn(tools, tool) ? tools[tool] : undefined;
      if (typeof run !== 'function') return reply('u', '');
      const result = run(parse(input));
      if (typeof result === 'object' && result !== null && typeof result.then === 'function') return reply('a', '');
      const payload = stringify(result);
      return payload === undefined ? reply('n', '') : reply('r', payload);
    } catch (error) { return reply('e', describe(error)); }
  };
})()`;
