import { hash } from 'node:crypto';

export const HASH_BYTES = 32;

/**
 * Merkle trees as in RFC 6962, 2.1 (SHA-256; a node is the hash of the byte 1 and its two children). Built level by level:
 * neighbours are joined and a last one without neighbour moves up, which gives the very tree that the RFC defines by
 * splitting at the largest power of two.
 *
 * @param leaves concatenated hashes, at least one
 */
export function merkleRoot(leaves: Buffer): Buffer {
  let level = leaves;
  while (level.length > HASH_BYTES) level = parentsOf(level);
  return level;
}

/**
 * What somebody needs to compute the root from some leaves alone: the hashes of all other branches, from the leaves up,
 * left to right. For one leaf it is the audit path of RFC 6962; for many, paths are shared.
 *
 * @param indices of the leaves that are known, ascending
 */
export function multiproof(leaves: Buffer, indices: readonly number[]): Buffer[] {
  const proof: Buffer[] = [];
  let level = leaves;
  let known = indices;
  while (level.length > HASH_BYTES) {
    const size = level.length / HASH_BYTES;
    known = climb(known, size, (sibling) => void proof.push(nodeAt(level, sibling)));
    level = parentsOf(level);
  }
  return proof;
}

/**
 * @param size leaves of the whole tree
 * @param known hashes of some leaves by index, in ascending order, at least one
 * @returns the root that these leaves and the proof give; `undefined` when the proof has too few or too many hashes
 */
export function rootOf(size: number, known: ReadonlyMap<number, Buffer>, proof: readonly Buffer[]): Buffer | undefined {
  let nodes = new Map(known);
  let used = 0;
  for (let width = size; width > 1; width = Math.ceil(width / 2)) {
    climb([...nodes.keys()], width, (sibling) => {
      const node = proof[used++];
      if (node) nodes.set(sibling, node);
    });
    if (used > proof.length) return undefined;
    nodes = parentsOfSome(nodes, width);
  }
  return used === proof.length ? nodes.get(0) : undefined;
}

/** @returns the indices one level up; `miss` is told of each node that is needed beside the known ones */
function climb(known: readonly number[], size: number, miss: (sibling: number) => void): number[] {
  const parents: number[] = [];
  for (let at = 0; at < known.length; at += 1) {
    const index = known[at] as number;
    const sibling = index ^ 1;
    if (known[at + 1] === sibling) at += 1;
    else if (sibling < size) miss(sibling);
    parents.push(index >> 1);
  }
  return parents;
}

function parentsOf(level: Buffer): Buffer {
  const size = level.length / HASH_BYTES;
  const parents = Buffer.allocUnsafe(Math.ceil(size / 2) * HASH_BYTES);
  for (let index = 0; index < size; index += 2) {
    const node =
      index + 1 < size ? joined(level.subarray(index * HASH_BYTES, (index + 2) * HASH_BYTES)) : nodeAt(level, index);
    node.copy(parents, (index / 2) * HASH_BYTES);
  }
  return parents;
}

function parentsOfSome(nodes: ReadonlyMap<number, Buffer>, width: number): Map<number, Buffer> {
  const parents = new Map<number, Buffer>();
  for (const [index, node] of [...nodes].sort(([a], [b]) => a - b)) {
    if (parents.has(index >> 1)) continue;
    const right = nodes.get(index | 1);
    const alone = (index | 1) >= width;
    parents.set(index >> 1, alone || !right ? node : joined(Buffer.concat([nodes.get(index & ~1) ?? node, right])));
  }
  return parents;
}

const NODE = Buffer.from([1]);

function joined(children: Buffer): Buffer {
  return hash('sha256', Buffer.concat([NODE, children]), 'buffer');
}

function nodeAt(level: Buffer, index: number): Buffer {
  return level.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES);
}
