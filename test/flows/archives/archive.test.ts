import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { readSheets } from '../../../src/sheets/read-sheets.ts';
import { ZipFile } from '../../../src/sheets/zip-file.ts';
import { sha256Of } from '../../../src/training/archives/archive-table.ts';
import { verifyArchive } from '../../../src/training/archives/verify-archive.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { finishedClass, publishedClass } from '../../helpers/scored-class.ts';

const classId = '2026-01';
let bot: BareBot;
let zip: Buffer;

/** A class whose results are published; it has a notice, leave with a reason, and an activity with minutes. */
beforeAll(async () => {
  bot = await startBareBot();
  await publishedClass(bot);
  const at = bot.clock.now();
  await bot.store.activities.create({
    ...{ year: '2026', classId, kind: 'traineeForum', state: 'planned', title: '我看乡村振兴', dateOn: '2026-03-19' },
    ...{ speakers: ['zhao'], madeBy: 'teacher', madeAt: at, byUpdate: 'test:activity' },
  });
  await bot.say('teacher', '/活动纪要 H2026-1 赵一作了交流');
  await bot.store.leaves.draft({
    ...{ _id: 'test:leave', classId, cadreId: 'qian', name: '钱二', kind: 'sickLeave', dateOn: '2026-03-18' },
    ...{ fromAt: at, toAt: at, late: false, reason: '住院手术', state: 'granted', moves: ['test:leave'] },
    ...{ decidedBy: 'teacher', decidedAt: at },
  });
  await bot.say('school', `/归档 ${classId}`);
  await bot.press('school', '归档');
  zip = await bot.fileByLink('school');
});
afterAll(() => bot.stop());

async function rowsOf(file: string, archive = zip): Promise<string[]> {
  const pieces: Buffer[] = [];
  for await (const piece of new ZipFile(archive, 100_000_000).read(file)) pieces.push(piece);
  const [sheet] = await readSheets(Buffer.concat(pieces), file);
  return [...(sheet?.rows ?? [])].map(({ cells }) => [...cells.values()].map(({ text }) => text).join('|'));
}

describe('the archive of a class', () => {
  it('holds every kind of record with its manifest, and is whole', async () => {
    const found = await verifyArchive(zip);
    expect(found?.faults).toEqual([]);
    expect(found?.manifest).toMatchObject({ rulePack: 'county-2026', class: { id: classId } });
    expect(found?.manifest.unfinished).toContain('结果反馈 8 份未阅知或未告知');
    expect(found?.manifest.files.map(({ file, records }) => [file.slice(3, -5), records > 0])).toEqual([
      ...[
        ['班次与计划', true],
        ['调训名单', false],
        ['学员名册', true],
        ['通知', false],
        ['课程表', true],
      ],
      ...[
        ['考勤', true],
        ['请假', true],
        ['班级活动', true],
        ['作业', false],
        ['测试', false],
      ],
      ...[
        ['记分台账', true],
        ['等次评定过程', true],
        ['成绩等次', true],
        ['成绩更正', false],
        ['异议', false],
        ['满意度', false],
        ['结果反馈', true],
      ],
      ['结业跟踪', true],
    ]);
    expect((await rowsOf('08-班级活动.xlsx')).join()).toContain('赵一作了交流');
    expect((await rowsOf('11-记分台账.xlsx')).filter((row) => row.startsWith('赵一')).length).toBeGreaterThan(10);
  });

  it('tells neither why somebody was on leave nor anybody’s place', async () => {
    expect((await rowsOf('07-请假.xlsx')).join()).toMatch(/钱二\|病假/);
    expect((await rowsOf('07-请假.xlsx')).join()).not.toContain('住院');
    expect((await rowsOf('13-成绩等次.xlsx')).join()).not.toMatch(/名次|列第 ?\d/);
  });

  it('is the same file, byte by byte, as long as nothing changed, whoever asks', async () => {
    expect(await bot.ask('org', `/归档 ${classId}`)).toMatch(/由.+归档，编号 2026-01-[0-9A-F]{8}。此后没有变动/);
    await bot.press('org', '领取档案');
    expect((await bot.fileByLink('org')).equals(zip)).toBe(true);
    expect(await bot.store.archives.ofClass(classId)).toHaveLength(1);
  });

  it('is checked in chat: as it was made, with a byte changed, cut off, and one that the county never made', async () => {
    expect(await bot.ask('school', '/核验档案')).toContain('直接发来');
    await bot.send('school', '改过名.zip', zip);
    expect(await bot.last('school')).toContain('核验通过，18 个文件均与归档时相同');
    const broken = Buffer.from(zip);
    const at = zip.indexOf('06-考勤.xlsx') + 200;
    broken[at] = (broken[at] ?? 0) ^ 1;
    await bot.send('school', '班次档案.zip', broken);
    expect(await bot.last('school')).toMatch(/核验不通过：\n1\. 06-考勤\.xlsx/);
    await bot.send('school', '班次档案.zip', zip.subarray(0, zip.length - 5));
    expect(await bot.last('school')).toContain('不完整');
    const [row] = await bot.store.archives.ofClass(classId);
    const other = await startBareBot();
    onTestFinished(() => other.stop());
    await other.send('school', '班次档案.zip', zip);
    expect(await other.last('school')).toContain('没有这一归档记录');
    expect(row?.sums).toEqual([sha256Of(zip)]);
  });
});

it('says what changed since, and archives anew beside what was archived before', async () => {
  const changed = await startBareBot();
  onTestFinished(() => changed.stop());
  await publishedClass(changed);
  await changed.say('school', `/归档 ${classId}`);
  await changed.press('school', '归档');
  await changed.press('head-fin', '已阅知');
  expect(await changed.ask('school', `/归档 ${classId}`)).toContain('此后有变动：结果反馈。');
  await changed.press('school', '重新归档');
  const found = await verifyArchive(await changed.fileByLink('school'));
  const all = await changed.store.archives.ofClass(classId);
  expect(all).toHaveLength(2);
  expect(all.map(({ number }) => number)).toContain(found?.manifest.number);
});

it('is refused before results are published, and to whoever may not archive', async () => {
  const open = await startBareBot();
  onTestFinished(() => open.stop());
  await finishedClass(open);
  expect(await open.ask('school', `/归档 ${classId}`)).toContain(
    `成绩尚未公布，结班后才能归档。回复“/结班 ${classId}”`,
  );
  for (const user of ['teacher', 'team1', 'zhao', 'head-fin']) {
    expect(await open.ask(user, `/归档 ${classId}`)).toMatch(/没有|不能/);
    expect(await open.ask(user, '/核验档案')).toMatch(/没有|不能/);
  }
  expect(await open.store.archives.ofClass(classId)).toEqual([]);
});

it('is made once, whatever write it is broken off before', async () => {
  const crashing = await startBareBot();
  onTestFinished(() => crashing.stop());
  await publishedClass(crashing);
  crashing.crashing = true;
  await crashing.say('school', `/归档 ${classId}`);
  await crashing.press('school', '归档');
  crashing.crashing = false;
  const [row, ...more] = await crashing.store.archives.ofClass(classId);
  expect(more).toEqual([]);
  expect(row?.sums).toEqual([sha256Of(await crashing.fileByLink('school'))]);
});

it('is read at one moment, and refused where the records never stand still', async () => {
  const busy = await startBareBot();
  onTestFinished(() => busy.stop());
  await publishedClass(busy);
  await busy.say('school', `/归档 ${classId}`);
  const { feedbacks } = busy.store;
  const read = feedbacks.ofClass.bind(feedbacks);
  let changes = 0;
  Object.assign(feedbacks, {
    ofClass: async (id: string) =>
      (await read(id)).map((row) => ({ ...row, sentAt: new Date(60_000 * Math.min(++changes, most)) })),
  });
  let most = Number.MAX_SAFE_INTEGER;
  await busy.press('school', '归档');
  expect(await busy.last('school')).toContain('资料正在变动，未能归档');
  expect(await busy.store.archives.ofClass(classId)).toEqual([]);
  most = 1;
  await busy.ask('school', `/归档 ${classId}`);
  await busy.press('school', '归档');
  expect((await verifyArchive(await busy.fileByLink('school')))?.faults).toEqual([]);
});
