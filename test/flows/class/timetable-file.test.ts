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
  expect(await bot.last('teacher')).toContain('未能识别课程表属于哪个班');
  expect(await bot.store.sessions.ofClass('2026-01')).toEqual([]);
});
