import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { cardCode, plainText } from '../../../src/chat/message.ts';
import { type BareBot, bothRuns, startBareBot } from '../../helpers/bare-bot.ts';
import { eightMarks, lastDayOn, scoredClass } from '../../helpers/scored-class.ts';

let bot: BareBot;
const classId = '2026-01';
const { zhao, li, wu, 'head-agri': head } = eightMarks;

describe('published results', () => {
  // One published class for all: 吴六 failed.
  beforeAll(async () => {
    bot = await startBareBot();
    await scoredClass(bot.store, { ...eightMarks, wu: { research: 0, practice: 2, duty: 0 } });
    bot.clock.moveTo(beijingTime(lastDayOn, '18:05'));
    await bot.say('team1', `/评定等次 ${classId}`);
    await bot.press('team1', '提请确认');
    await bot.press('team2', '确认等次');
    await bot.press('org', '公布成绩');
    await bot.say('org', `/反馈进度 ${classId}`);
    bot.clock.moveTo(beijingTime('2026-03-30', '08:05'));
    for (let run = 0; run < 3; run += 1) await bot.runJob('publish-grades');
  });
  afterAll(() => bot.stop());

  it('end each enrollment by its outcome, and the class', async () => {
    const states = new Map((await bot.store.enrollments.ofClass(classId)).map((row) => [row.cadreId, row.state]));
    expect([states.get('zhao'), states.get('wu')]).toEqual(['completed', 'notCompleted']);
    expect((await bot.store.gradings.byClass(classId))?.state).toBe('published');
    expect((await bot.store.classes.byId(classId))?.state).toBe('published');
  });

  it('are told of as not sent yet to who asks between the release and the first run', async () => {
    expect(await bot.screen('org')).toContain('成绩已办理公布，结果尚未发出（非工作日和夜间不发送）');
    expect(await bot.screen('org')).not.toContain('成绩尚未公布');
  });

  it('go out once however often the job runs, with respectful words for a bad one', async () => {
    expect((await bot.screen('wu')).match(/培训考核结果/g)?.length).toBe(1);
    expect(await bot.screen('wu')).toContain('如有不明之处，请联系班主任');
    expect(await bot.screen('head-agri')).toContain('谈心谈话');
  });

  it('are open to the trainee alone, with grade and reasons', async () => {
    await bot.say('qian', '我的成绩');
    expect(await bot.last('qian')).toMatch(/总分91分（常规项91分），按标准为优秀。[\s\S]*列第2名/);
    await bot.say('head-fin', `/我的成绩 ${classId}`);
    expect(await bot.last('head-fin')).toContain('您没有参加班次');
    await bot.say('zhou', `查看依据 #${cardCode(`result:${classId}`)}`);
    expect(await bot.last('zhou')).toContain('总分80分');
    await bot.say('head-fin', `查看依据 #${cardCode(`result:${classId}`)}`);
    expect(await bot.last('head-fin')).toContain('未能识别您的回复');
  });

  it('are pushed without rank, title or anybody else’s grade', async () => {
    const names = {
      zhao: '赵一',
      qian: '钱二',
      sun: '孙三',
      li: '李四',
      zhou: '周五',
      wu: '吴六',
      'liaison-fin': '韩联络',
    };
    for (const [cadreId, name] of Object.entries(names)) {
      const toTrainee = await pushed(`result:${classId}:${cadreId}`);
      const toHead = await pushed(`feedback:${classId}:${cadreId}`);
      expect(toHead).toContain(name);
      for (const text of [toTrainee, toHead]) expect(text).not.toMatch(/列第|并列|优秀学员/);
      for (const other of Object.values(names).filter((each) => each !== name)) {
        expect(toTrainee).not.toContain(other);
        expect(toHead).not.toContain(other);
      }
    }
    expect(await bot.screen('team2')).not.toMatch(/赵一|钱二|吴六/);
  });

  it('are fed back to the unit’s present head, reminded after each three working days', async () => {
    const unit = await bot.store.units.byId('u-fin');
    if (unit === null) throw new Error('no unit');
    await bot.store.units.put([{ ...unit, headId: 'li' }]);
    await bot.press('head-fin', '已阅知');
    expect(await bot.last('head-fin')).toContain('没有办理这一事项的权限');
    const reminders = async (cadreId: string) => (await bot.screen(cadreId)).match(/请阅知考核结果反馈/g)?.length ?? 0;
    const seen: number[] = [];
    for (const dateOn of ['2026-04-01', '2026-04-02', '2026-04-02', '2026-04-03', '2026-04-08']) {
      bot.clock.moveTo(beijingTime(dateOn, '09:41'));
      await bot.runJob('remind-feedback');
      seen.push(await reminders('head-agri'));
    }
    expect(seen).toEqual([0, 3, 3, 3, 6]);
    expect([await reminders('head-fin'), await reminders('li')]).toEqual([0, 8]);
    await bot.press('li', '已阅知');
    const rows = await bot.store.feedbacks.ofClass(classId);
    expect(rows.filter((row) => row.state === 'acknowledged').map((row) => row.acknowledgedBy)).toEqual(['li']);
  });
});

describe('a class of its own', () => {
  beforeEach(async () => {
    bot = await startBareBot();
  });
  afterEach(() => bot.stop());

  it('tells nobody anything before the organisation department released it, and nothing at night', async () => {
    await scoredClass(bot.store);
    bot.clock.moveTo(beijingTime(lastDayOn, '18:05'));
    await bot.say('team1', `/评定等次 ${classId}`);
    await bot.press('team1', '提请确认');
    await bot.press('team2', '确认等次');
    await bot.runJob('publish-grades');
    await bot.say('zhao', '我的成绩');
    expect(await bot.screen('zhao')).not.toMatch(/优秀|培训考核结果/);
    await bot.say('team1', `/公布成绩 ${classId}`);
    expect(await bot.last('team1')).toContain('没有办理这一事项的权限');
    await bot.press('org', '公布成绩');
    bot.clock.moveTo(beijingTime(lastDayOn, '21:04'));
    await bot.runJob('publish-grades');
    expect(await bot.screen('zhao')).not.toContain('培训考核结果');
  });

  it('turns attendance into points each evening, and tells whoever lost some, once', async () => {
    await scoredClass(bot.store);
    const [first] = await bot.store.sessions.ofClass(classId);
    if (first === undefined) throw new Error('no session');
    await bot.store.enrollments.enrol([
      {
        _id: `${classId}:team2`,
        classId,
        cadreId: 'team2',
        unitId: 'u-school',
        name: '陈考评',
        state: 'enrolled',
        enrolledAt: first.startsAt,
      },
    ]);
    bot.clock.moveTo(beijingTime(first.dateOn, '20:43'));
    await bot.runJob('score-attendance');
    await bot.runJob('score-attendance');
    expect((await bot.screen('team2')).match(/出勤情况扣5分/g)?.length).toBe(2);
    expect(await bot.screen('zhao')).toBe('');
    expect((await bot.store.scoreEvents.ofTrainee(classId, 'team2')).length).toBe(2);
  });
});

it('a grading broken off at any point leaves the same results, marks and messages', async () => {
  const [whole, broken] = await bothRuns(async (bot, crashing) => {
    onTestFinished(() => bot.stop());
    await scoredClass(bot.store, { zhao, li, wu, 'head-agri': head });
    bot.clock.moveTo(beijingTime(lastDayOn, '18:05'));
    bot.crashing = crashing;
    await bot.say('zhao', '我的成绩');
    await bot.say('team1', `/评定等次 ${classId}`);
    await bot.press('team1', '提请确认');
    await bot.press('team2', '退回');
    await bot.say('team2', '请复核吴六的调研成绩');
    await bot.say('team1', `/调整等次 ${classId} 吴六 良好 牵头完成小组调研`);
    await bot.press('team1', '提请确认');
    await bot.say('teacher', `/记分 ${classId} 赵一 纪律建设 书面批评 无故缺席`);
    await bot.press('team2', '确认等次');
    await bot.say('team1', `/评定等次 ${classId}`);
    await bot.press('team1', '提请确认');
    await bot.press('team2', '确认等次');
    await bot.press('org', '公布成绩');
    bot.clock.moveTo(beijingTime('2026-03-30', '08:05'));
    await bot.runJob('publish-grades');
    await bot.runJob('publish-grades');
    await bot.press('zhao', '查看依据');
    await bot.press('zhao', '知悉');
    await bot.say('head-agri', `已阅知 #${cardCode(`feedback:${classId}:li`)}`);
    bot.clock.moveTo(beijingTime('2026-04-02', '09:41'));
    await bot.runJob('remind-feedback');
    await bot.press('head-agri', '已阅知');
  });
  expect(broken?.crashes).toBeGreaterThan(23);
  expect(await broken?.dump()).toEqual(await whole?.dump());
  expect((await whole?.store.gradings.byClass(classId))?.state).toBe('published');
  const acknowledged = (await whole?.store.feedbacks.ofClass(classId))?.filter((row) => row.state === 'acknowledged');
  expect(acknowledged?.length).toBe(2);
});

/** What was sent to somebody unasked, under this key. */
async function pushed(key: string): Promise<string> {
  const message = (await bot.store.deliveries.byKey(key))?.message;
  if (message?.kind !== 'card') throw new Error(`nothing under ${key}`);
  return plainText(message);
}
