import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { archiveCommand } from '../../src/cli/archive.ts';
import type { Config } from '../../src/start/config.ts';
import { archiveFile } from '../../src/training/archives/archive-file.ts';
import { sha256Of } from '../../src/training/archives/archive-table.ts';

const records = 'a'.repeat(64);
const row = {
  ...{ _id: `2026-01:${records}`, classId: '2026-01', records, number: '2026-01-AAAAAAAA', at: new Date(0) },
  ...{ by: 'school', byName: '吴校长', byUpdate: 'u1', rulePack: 'county-2026', parts: [] },
  unfinished: ['结果反馈 2 份未阅知'],
};
const whole = await archiveFile(row, { name: '中青班', opensOn: '2026-03-16', closesOn: '2026-03-27' }, [
  { file: '01-考勤.xlsx', table: { title: '考勤', columns: [{ header: '姓名', width: 10 }], rows: [['赵一']] } },
]);
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'archive-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function verify(bytes: Buffer, ...options: string[]): Promise<{ code: number; said: string }> {
  const file = join(folder, '档案.zip');
  writeFileSync(file, bytes);
  const said: string[] = [];
  const code = await archiveCommand(['verify', ...options, file], {} as Config, (text) => said.push(text));
  return { code, said: said.join('\n') };
}

it('says that an archive is whole, what it holds and what was missing then', async () => {
  const { code, said } = await verify(whole);
  expect(code).toBe(0);
  expect(said).toMatch(/2026-01-AAAAAAAA[\s\S]*由吴校长归档[\s\S]*归档时尚缺：结果反馈 2 份未阅知[\s\S]*核验通过/);
  expect(said).toContain(sha256Of(whole));
});

it('ends with 1 and names what differs, also where only the checksum that was told is another', async () => {
  const broken = Buffer.from(whole);
  const at = broken.lastIndexOf('01-考勤.xlsx', broken.lastIndexOf('PK\x01\x02')) + 40;
  broken[at] = (broken[at] ?? 0) ^ 1;
  expect(await verify(broken)).toEqual({ code: 1, said: expect.stringContaining('01-考勤.xlsx：') });
  expect(await verify(whole.subarray(0, 100))).toEqual({ code: 1, said: expect.stringContaining('不完整') });
  expect(await verify(whole, '--sum', records)).toEqual({
    code: 1,
    said: expect.stringContaining('校验值与归档时告知的不同'),
  });
  expect((await verify(whole, '--sum', sha256Of(whole).toUpperCase())).code).toBe(0);
});

it('refuses a file that is not there', async () => {
  await expect(archiveCommand(['verify', join(folder, '没有.zip')], {} as Config, () => undefined)).rejects.toThrow(
    '无法读取文件',
  );
});
