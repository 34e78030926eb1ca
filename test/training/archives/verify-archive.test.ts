import { describe, expect, it } from 'vitest';
import { writeZip } from '../../../src/sheets/write-zip.ts';
import { ZipFile } from '../../../src/sheets/zip-file.ts';
import { archiveFile } from '../../../src/training/archives/archive-file.ts';
import { type ArchivePart, columns, digestOfAll } from '../../../src/training/archives/archive-table.ts';
import { archiveNumber, MANIFEST } from '../../../src/training/archives/manifest.ts';
import { verifyArchive } from '../../../src/training/archives/verify-archive.ts';

const parts: readonly ArchivePart[] = ['01-学员名册.xlsx', '02-考勤.xlsx'].map((file) => ({
  file,
  table: { title: file, columns: [{ header: '姓名', width: 10 }], rows: [['赵一'], ['钱二']] },
}));
const records = digestOfAll(parts);
const row = {
  ...{ _id: `2026-01:${records}`, classId: '2026-01', records, number: archiveNumber('2026-01', records) },
  ...{ at: new Date('2026-04-10T02:00:00Z'), by: 'school', byName: '吴校长', byUpdate: 'u1', rulePack: 'county-2026' },
  ...{ unfinished: [], parts: [] },
};
const trainingClass = { name: '中青年干部培训班', opensOn: '2026-03-16', closesOn: '2026-03-27' };
const made = await archiveFile(row, trainingClass, parts);
const faultsOf = async (bytes: Buffer) => (await verifyArchive(bytes))?.faults;

/** The archive with its packed parts put together otherwise. */
function rearranged(change: (names: string[]) => string[], more: [string, string][] = []): Buffer {
  const zip = new ZipFile(made, 10_000_000);
  return writeZip([...change(zip.names).map((name) => zip.packed(name)), ...more]);
}

describe('an archive', () => {
  it('has the same bytes also where a sheet is so long that a thread writes it', async () => {
    const entries = Array.from({ length: 3_000 }, (_, at) => [`第${at}条`, at, '课堂发言']);
    const ledger = { title: '记分台账', columns: columns('事由', '分值', '依据'), rows: entries };
    const long = [{ file: '11-记分台账.xlsx', table: ledger }];
    const whole = await archiveFile(row, trainingClass, long);
    expect((await archiveFile(row, trainingClass, long)).equals(whole)).toBe(true);
    expect((await verifyArchive(whole))?.faults).toEqual([]);
  });

  it('has the same bytes for the same records, and is found whole', async () => {
    expect((await archiveFile(row, trainingClass, parts)).equals(made)).toBe(true);
    const found = await verifyArchive(made);
    expect(found?.faults).toEqual([]);
    expect(found?.manifest).toMatchObject({
      ...{ number: row.number, class: { id: '2026-01' }, archivedBy: '吴校长' },
      files: [{ file: '01-学员名册.xlsx', records: 2 }, { file: '02-考勤.xlsx' }],
    });
  });

  it('is found damaged wherever a single byte is another', async () => {
    const whole = made;
    for (let at = 0; at < whole.length; at += 7) {
      const broken = Buffer.from(whole);
      broken[at] = (broken[at] ?? 0) ^ 1;
      const found = await verifyArchive(broken);
      expect(found === undefined || found.faults.length > 0, `byte ${at}`).toBe(true);
    }
  });

  it('is none any more when it is cut off anywhere, and no other file is one', async () => {
    const whole = made;
    for (const length of [0, 10, whole.length >> 1, whole.length - 1])
      expect(await verifyArchive(whole.subarray(0, length))).toBeUndefined();
    expect(await verifyArchive(Buffer.from('课程表'))).toBeUndefined();
    expect(await verifyArchive(writeZip([['01-学员名册.xlsx', 'x']]))).toBeUndefined();
    expect(await verifyArchive(writeZip([[MANIFEST, '{}']]))).toBeUndefined();
  });

  it('names what was taken out, put in, replaced or renamed', async () => {
    const [, roll = ''] = parts.map(({ file }) => file);
    expect(await faultsOf(rearranged((names) => names.filter((name) => name !== roll)))).toEqual([
      { what: 'missing', file: roll },
    ]);
    expect(await faultsOf(rearranged((names) => names, [['补充.txt', '补']]))).toEqual([
      { what: 'extra', file: '补充.txt' },
    ]);
    expect(await faultsOf(rearranged((names) => names.filter((name) => name !== roll), [[roll, '另一份']]))).toEqual([
      { what: 'differs', file: roll },
    ]);
    expect(
      await faultsOf(rearranged((names) => names.filter((name) => name !== roll), [['考勤.xlsx', '另一份']])),
    ).toEqual([
      { what: 'missing', file: roll },
      { what: 'extra', file: '考勤.xlsx' },
    ]);
  });

  it('is found changed when its files stand in another order or something follows it', async () => {
    expect(await faultsOf(rearranged((names) => [...names].reverse()))).toEqual([{ what: 'structure' }]);
    expect(await faultsOf(Buffer.concat([made, Buffer.from('x')]))).toEqual([{ what: 'structure' }]);
  });

  it('tells a manifest that somebody rewrote', async () => {
    const zip = new ZipFile(made, 10_000_000);
    const pieces: Buffer[] = [];
    for await (const piece of zip.read(MANIFEST)) pieces.push(piece);
    const forged = Buffer.concat(pieces).toString().replace('吴校长', '别人');
    const others = zip.names.filter((name) => name !== MANIFEST).map((name) => zip.packed(name));
    expect(await faultsOf(writeZip([[MANIFEST, forged], ...others]))).toEqual([{ what: 'manifest' }]);
  });
});
