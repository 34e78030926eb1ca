import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { beijingTime, formatClock } from '../../../src/calendar/beijing-time.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { timetableLines } from '../../helpers/timetable-lines.ts';

const classId = '2026-01';
let bot: BareBot;

beforeEach(async () => {
  bot = await startBareBot();
  await teachClass(bot.store, ['zhao', 'qian', 'sun', 'li']);
  bot.clock.moveTo(beijingTime('2026-03-16', '08:21'));
  await bot.say('zhao', '签到');
  bot.clock.moveTo(beijingTime('2026-03-16', '12:00'));
});
afterEach(() => bot.stop());

const lines = () => timetableLines(bot.store, classId);

const paste = (table: readonly string[]) =>
  bot.say('teacher', `/课程 ${classId}\n日期\t开始\t结束\t课程\t类型\t方式\n${table.join('\n')}`);
const clockOf = async (mark: Promise<{ at: Date } | null>) => {
  const at = (await mark)?.at;
  return at && formatClock(at);
};
const idOf = async (title: string) =>
  (await bot.store.sessions.ofClass(classId)).find((session) => session.title.includes(title))?._id ?? '';

describe('a timetable pasted again with one session more in front', () => {
  it('leaves every mark at its session, and the new session has none', async () => {
    const opening = await idOf('开班式');
    await paste(['2026-03-16\t07:30\t08:20\t入学报到\t\t自学', ...(await lines())]);
    expect(await bot.last('teacher')).toContain('时间已过，没有签到记录，不会自动记为缺课');
    await bot.press('teacher', '确认变更');
    expect(await bot.last('teacher')).toContain('已通过审核并保存');
    expect(await idOf('开班式')).toBe(opening);
    expect(await clockOf(bot.store.signIns.byId(opening, 'zhao'))).toBe('08:21');
    expect(await bot.store.signIns.ofSession(await idOf('入学报到'))).toEqual([]);
    await bot.say('teacher', `/签到情况 ${classId} 3月16日`);
    expect(await bot.screen('teacher')).toMatch(/开班式[\s\S]*赵一（08:21）|赵一[^\n]*08:21/);
  });

  it('changes nobody’s points but by what the new session itself asks', async () => {
    await paste(['2026-03-16\t07:30\t08:20\t入学报到\t\t自学', ...(await lines())]);
    expect(await bot.last('teacher')).toContain('时间已过，没有签到记录，不会自动记为缺课');
    await bot.press('teacher', '确认变更');
    bot.clock.moveTo(beijingTime('2026-03-16', '20:43'));
    await bot.runJob('score-attendance');
    const late = (await bot.store.scoreEvents.ofTrainee(classId, 'zhao')).filter((event) => event.step === 'late');
    expect(late).toEqual([]);
  });
});

describe('a timetable pasted again without a session at which somebody signed in', () => {
  it('asks first and says what hangs on it; dropped, nothing changes', async () => {
    const before = await bot.store.sessions.ofClass(classId);
    await paste((await lines()).slice(1));
    expect(await bot.last('teacher')).toMatch(/取消.*开班式.*已签到 1 人，记录保留，不再计入出勤/);
    expect(await bot.store.sessions.ofClass(classId)).toEqual(before);
    await bot.press('teacher', '取消');
    expect(await bot.store.sessions.ofClass(classId)).toEqual(before);
  });

  it('confirmed, takes only that session out: other marks stay, later days have none, and the record can be looked up', async () => {
    bot.clock.moveTo(beijingTime('2026-03-16', '14:21'));
    await bot.say('zhao', '签到');
    const [opening, afternoon, nextDay] = (await bot.store.sessions.ofClass(classId)).map((session) => session._id);
    await paste((await lines()).slice(1));
    await bot.press('teacher', '确认变更');
    const ids = (await bot.store.sessions.ofClass(classId)).map((session) => session._id);
    expect(ids.slice(0, 2)).toEqual([afternoon, nextDay]);
    expect(ids).not.toContain(opening);
    expect(await bot.store.sessions.idsOf(classId)).toContain(opening);
    expect(await clockOf(bot.store.signIns.byId(afternoon ?? '', 'zhao'))).toBe('14:21');
    expect(await bot.store.signIns.ofSession(nextDay ?? '')).toEqual([]);
    expect(await bot.store.signIns.byId(opening ?? '', 'zhao')).not.toBeNull();
  });

  it('put back as it was, has its old marks again', async () => {
    const whole = await lines();
    const opening = await idOf('开班式');
    await paste(whole.slice(1));
    await bot.press('teacher', '确认变更');
    await paste(whole);
    expect(await idOf('开班式')).toBe(opening);
    await bot.say('teacher', `/签到情况 ${classId} 3月16日`);
    expect(await bot.screen('teacher')).toMatch(/按时签到：赵一（08:21）/);
  });

  it('is not carried out when somebody else changed the timetable meanwhile', async () => {
    await paste((await lines()).slice(1));
    await bot.say(
      'school',
      `/课程 ${classId}\n日期\t开始\t结束\t课程\t类型\t方式\n${[...(await lines()), '2026-03-27\t19:00\t20:00\t晚自习\t\t自学'].join('\n')}`,
    );
    const before = await bot.store.sessions.ofClass(classId);
    await bot.press('teacher', '确认变更');
    expect(await bot.last('teacher')).toMatch(/课程表刚由.+变更，您的这一步没有生效[\s\S]*新增：.+晚自习/);
    expect(await bot.store.sessions.ofClass(classId)).toEqual(before);
  });

  it('is carried out once, also when broken off at every write', async () => {
    await paste((await lines()).slice(1));
    bot.crashing = true;
    await bot.press('teacher', '确认变更');
    bot.crashing = false;
    expect(bot.crashes).toBeGreaterThan(0);
    expect(await bot.store.sessions.ofClass(classId)).toHaveLength(
      (await bot.store.sessions.idsOf(classId)).length - 1,
    );
    expect((await bot.screen('teacher')).split('已通过审核并保存')).toHaveLength(2);
  });
});

describe('a timetable that changes after the call-up', () => {
  const table = (titles: readonly string[]) => (rows: readonly string[]) =>
    rows.filter((row) => !titles.some((title) => row.includes(title)));

  it('tells everyone on the roll once what is taken out, moved or put in ahead of them', async () => {
    const issuedAt = bot.clock.now();
    const called = { classId, rank: 1, reasons: [], listed: 'named' as const, proposal: 'p', moves: ['u'], issuedAt };
    const row = {
      ...called,
      _id: `${classId}:wu`,
      cadreId: 'wu',
      unitId: 'u-agri',
      name: '吴六',
      state: 'issued' as const,
    };
    await bot.store.callUps.propose(classId, 'p', [row]);
    const rows = await lines();
    const last = (rows.at(-1) ?? '').split('\t');
    bot.crashing = true;
    await paste(table([last[3] ?? ''])(rows));
    bot.crashing = false;
    for (const cadreId of ['zhao', 'qian', 'wu']) {
      const screen = await bot.screen(cadreId);
      expect(screen.split('【课程变动】')).toHaveLength(2);
      expect(screen).toContain(`取消：`);
      expect(screen).toContain(last[3]);
    }
    expect(await bot.last('teacher')).toContain('课程变动已告知学员 5 人');
    await paste(await lines());
    expect((await bot.screen('zhao')).split('【课程变动】')).toHaveLength(2);
  });
});

describe('a timetable that somebody else replaces while the bot dies over an earlier one', () => {
  it('stays theirs when the earlier one is taken up again', async () => {
    const before = await lines();
    const renamed = (title: string) => [
      ...before.slice(0, -1),
      before.at(-1)?.replace(/[^\t]+(?=\t[^\t]+\t[^\t]+$)/, title) ?? '',
    ];
    const { classes } = bot.store;
    const move = classes.move.bind(classes);
    vi.spyOn(classes, 'move').mockImplementationOnce(async (...what) => {
      await bot.say(
        'school',
        `/课程 ${classId}\n日期\t开始\t结束\t课程\t类型\t方式\n${renamed('后来的课').join('\n')}`,
      );
      return move(...what);
    });
    bot.crashing = true;
    await paste(renamed('先前的课'));
    expect(bot.crashes).toBeGreaterThan(1);
    expect((await bot.store.sessions.ofClass(classId)).at(-1)?.title).toBe('后来的课');
    expect(await bot.last('teacher')).toContain('已由其他同志变更');
  });
});
