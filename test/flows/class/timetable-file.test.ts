import { afterEach, beforeEach, expect, it } from 'vitest';
import { beijingDateOf, formatClock } from '../../../src/calendar/beijing-time.ts';
import { csvRecord } from '../../../src/sheets/safe-cell.ts';
import { courseTypeLabel, methodLabel } from '../../../src/training/class/session.ts';
import { standardCurriculum } from '../../../src/training/class/standard-curriculum.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';

let bot: BareBot;
beforeEach(async () => {
  bot = await startBareBot();
  await bot.store.classes.create('2026', {
    ...{ name: '中青年干部培训班', kind: 'youngMidClass', topicTag: '理论武装', teacherId: 'teacher' },
    ...{ opensOn: '2026-03-16', closesOn: '2026-03-27', createdBy: 'school', byUpdate: 'test:class' },
  });
});
afterEach(() => bot.stop());

/** The standard timetable as somebody would keep it in a spreadsheet. */
function sheet(): Buffer {
  const rows = standardCurriculum('2026-03-16').map((session) => [
    beijingDateOf(session.startsAt),
    formatClock(session.startsAt),
    formatClock(session.endsAt),
    session.title,
    session.parts.map(({ type }) => courseTypeLabel(type)).join('+'),
    methodLabel(session.method),
    session.lecturer,
    session.place,
  ]);
  const lines = [['日期', '开始', '结束', '课程', '类型', '方式', '授课人', '地点'], ...rows].map(csvRecord);
  return Buffer.from(lines.join(''), 'utf8');
}

it('a timetable sent as a file is known by its days, shown, and stored by the button alone', async () => {
  await bot.send('teacher', '课程表.csv', sheet());
  expect(await bot.last('teacher')).toMatch(/课程表变更预览[\s\S]*新增 \d+ 节/);
  expect(await bot.store.sessions.ofClass('2026-01')).toEqual([]);
  await bot.press('teacher', '确认变更');
  expect(await bot.store.sessions.ofClass('2026-01')).toHaveLength(standardCurriculum('2026-03-16').length);
});

it('a timetable with mistakes is refused with each of them, and one whose class nobody knows is asked about', async () => {
  await bot.send(
    'teacher',
    '课程表.csv',
    Buffer.from('日期,开始,结束,课程,类型,方式\n2026-03-16,08:30,11:30,专题,党性教育,聊天\n'),
  );
  expect(await bot.last('teacher')).toContain('课程表有 1 处错误，未保存');
  await bot.send(
    'teacher',
    '课程表.csv',
    Buffer.from('日期,开始,结束,课程,类型,方式\n2026-05-16,08:30,11:30,专题,党性教育,集中授课\n'),
  );
  expect(await bot.last('teacher')).toContain('未能识别这张课程表属于哪个班');
  expect(await bot.store.sessions.ofClass('2026-01')).toEqual([]);
});

it('a school’s own sheet is shown with how it was read; a column nobody knows is asked about, and the proposals can be corrected', async () => {
  const lines = [
    '日期,时间,课程名称,分管联系,地点',
    ...['16', '17', '18'].map((day) => `3月${day}日,8:30-11:30,党性教育专题${day},张三,主课堂`),
  ];
  await bot.send('teacher', '中青年干部培训班课程安排.csv', Buffer.from(lines.join('\n')));
  expect(await bot.last('teacher')).toMatch(/“分管联系”一列（如：张三）是什么？[\s\S]*还没有读到：授课人、类型、方式/);
  await bot.press('teacher', '授课人');
  const preview = await bot.last('teacher');
  expect(preview).toContain('分管联系→授课人');
  expect(preview).toContain('党性教育 3 节：党性教育专题16、党性教育专题17、党性教育专题18');
  expect(await bot.store.sessions.ofClass('2026-01')).toEqual([]);
  await bot.press('teacher', '发送表格修改');
  const corrected = await bot.fileTo('teacher');
  await bot.send('teacher', '课程表.xlsx', corrected);
  expect(await bot.last('teacher')).not.toContain('系统拟定');
  await bot.press('teacher', '确认变更');
  expect((await bot.store.sessions.ofClass('2026-01')).map(({ lecturer }) => lecturer)).toEqual([
    '张三',
    '张三',
    '张三',
  ]);
});

it('a sheet that could be of several classes is taken for the one that is chosen', async () => {
  await bot.store.classes.create('2026', {
    ...{ name: '春季主体班', kind: 'mainClass', topicTag: '理论', teacherId: 'teacher' },
    ...{ opensOn: '2026-03-16', closesOn: '2026-03-27', createdBy: 'school', byUpdate: 'test:other' },
  });
  await bot.send('teacher', '课程表.csv', Buffer.from('日期,时间,课程,主讲人\n第1天,上午,党性教育专题,张三'));
  expect(await bot.last('teacher')).toMatch(/2026-01　中青年[\s\S]*2026-02　春季主体班/);
  await bot.press('teacher', '2026-02');
  await bot.press('teacher', '确认变更');
  expect(await bot.store.sessions.ofClass('2026-02')).toHaveLength(1);
});

it('a timetable goes out as a sheet that is taken again without a question', async () => {
  await bot.say('teacher', '/课程 2026-01 标准');
  await bot.say('teacher', '/课程 2026-01 表格');
  const exported = await bot.fileTo('teacher');
  await bot.send('teacher', '课程表.xlsx', exported);
  expect(await bot.last('teacher')).toMatch(/保留 20 节，新增 0 节，取消 0 节/);
  expect(await bot.last('teacher')).not.toContain('系统拟定');
});

it('a class without a timetable says how it gets one, to those who may enter it', async () => {
  expect(await bot.ask('teacher', '/课程 2026-01')).toBe(
    '“中青年干部培训班”还没有课程表。请回复“/课程 2026-01 标准”，或发来课程表文件。',
  );
});
