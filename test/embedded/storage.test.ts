import { expect, it } from 'vitest';
import { openDirect } from './direct.ts';

it('mapping the data file anew loses nothing and leaves a borrowed state alone', async () => {
  const direct = await openDirect();
  const { storage } = direct.store;
  await direct.run({ insert: 'c', documents: [{ _id: 1 }] });
  const pinned = storage.pin();
  await direct.run({ insert: 'c', documents: [{ _id: 2 }] });
  storage.remap();
  const range = { start: Buffer.alloc(4), end: Buffer.alloc(4, 0xff) };
  const before = pinned.entries(range, 1000, false).length;
  pinned.release();
  storage.remap();
  expect(storage.entries(range, 1000, false).length).toBe(before + 1);
  const waiting = direct.run({ insert: 'c', documents: [{ _id: 3 }] });
  storage.remap();
  expect(await waiting).toMatchObject({ ok: 1, n: 1 });
  expect(await direct.run({ count: 'c' })).toMatchObject({ n: 3 });
  await direct.end();
});
