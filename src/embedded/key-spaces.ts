import { spaceOfKey, spaceRange, systemRange } from './layout.ts';
import type { Storage } from './storage.ts';

/** Removes up to `limit` entries of a key space, inside a write. @returns true when nothing is left */
export function clearSpace(storage: Storage, space: number, limit: number): boolean {
  let removed = 0;
  while (removed < limit) {
    const entries = storage.entries(spaceRange(space), Math.min(500, limit - removed), false);
    if (entries.length === 0) return true;
    for (const { key } of entries) storage.remove(key);
    removed += entries.length;
  }
  return false;
}

/** Most entries removed in one write. */
const entriesAtOnce = 2000;

/** Empties the key spaces of dropped collections and indexes, a little at a time. @returns true when nothing is left */
export function clearDropped(storage: Storage): Promise<boolean> {
  return storage.write(() => clearSome(storage, entriesAtOnce));
}

function clearSome(storage: Storage, limit: number): boolean {
  for (const { key } of storage.entries(systemRange('d'), 100, false)) {
    if (!clearSpace(storage, spaceOfKey(key), limit)) return false;
    storage.remove(key);
  }
  return true;
}
