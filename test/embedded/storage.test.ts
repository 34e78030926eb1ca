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

it('a fault between two writes undoes them and what shares their transaction, and the next ones go on', async () => {
  const direct = await openDirect();
  const { storage } = direct.store;
  const before = direct.run({ insert: 'c', documents: [{ _id: 1 }] });
  const fault = storage.write(() => {
    storage.put(Buffer.from('half'), Buffer.from('1'));
    throw new TypeError('a fault of our own');
  });
  const after = direct.run({ insert: 'c', documents: [{ _id: 2 }] });
  await expect(fault).rejects.toMatchObject({ code: 96 });
  expect(await before).toMatchObject({ ok: 0, code: 96 });
  expect(await after).toMatchObject({ ok: 1, n: 1 });
  expect(storage.get(Buffer.from('half'))).toBeUndefined();
  expect(await direct.run({ insert: 'c', documents: [{ _id: 1 }] })).toMatchObject({ ok: 1, n: 1 });
  await direct.end();
});
