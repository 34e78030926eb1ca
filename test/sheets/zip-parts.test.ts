import PizZip from 'pizzip';
import { expect, it } from 'vitest';
import { writeZip } from '../../src/sheets/write-zip.ts';
import { zippedInParts } from '../../src/sheets/zip-parts.ts';

it('files are packed in their order, in as many zip files as it takes for none to be too large', async () => {
  const file = (name: string, size: number) => [name, Buffer.alloc(size, name)] as const;
  const zips = await zippedInParts([file('a', 60), file('b', 30), file('c', 30), file('d', 500), file('e', 1)], 100);
  expect(zips.map((zip) => Object.keys(new PizZip(zip).files))).toEqual([['a', 'b'], ['c'], ['d'], ['e']]);
  expect(await zippedInParts([file('a', 1)])).toEqual([writeZip([file('a', 1)])]);
});
