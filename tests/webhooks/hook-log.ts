import type { HookWorld } from './hook-world.js';

export interface HookAnswer {
  hook: { id: string; status: string; pausedReason: string | null } | null;
  secret?: string;
  userErrors: { field: string[]; code: string }[];
}

export async function change(world: HookWorld, name: string, input: Record<string, unknown>): Promise<HookAnswer> {
  const type = { updateHook: 'UpdateHookInput', rotateHookSecret: 'RotateHookSecretInput' }[name] ?? 'HookIdInput';
  const more = name === 'rotateHookSecret' ? 'secret' : '';
  const data = await world.data<Record<string, HookAnswer>>(
    `mutation($input: ${type}!) { ${name}(input: $input) { hook { id status pausedReason } ${more} userErrors { field code } } }`,
    { input },
  );
  return data[name] as HookAnswer;
}

export async function deliveries(world: HookWorld, id: string | undefined) {
  const { hook } = await world.data<{
    hook: {
      status: string;
      pausedReason: string | null;
      deliveries: { edges: { node: { state: string; reason: string | null; attempts: { outcome: string }[] } }[] };
    };
  }>(
    'query($id: ID!) { hook(id: $id) { status pausedReason deliveries(first: 20) { edges { node { state reason attempts { outcome } } } } } }',
    { id },
  );
  return { ...hook, list: hook.deliveries.edges.map(({ node }) => node) };
}

export async function until<T>(look: () => Promise<T>, isRight: (found: T) => boolean): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    const found = await look();
    if (isRight(found)) return found;
    if (tries > 150) throw new Error(`It stayed ${JSON.stringify(found)}`);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

/** Leaves no hook standing and nothing in the receiver. */
export async function deleteHooks(world: HookWorld): Promise<void> {
  const { hooks } = await world.data<{ hooks: { edges: { node: { id: string } }[] } }>(
    '{ hooks(first: 50) { edges { node { id } } } }',
  );
  for (const { node } of hooks.edges) await change(world, 'deleteHook', { id: node.id });
  world.receiver.received.splice(0);
  world.receiver.answer = (_, response) => response.writeHead(204).end();
}
