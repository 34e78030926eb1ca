import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { teachClass } from '../../helpers/taught-class.ts';

const classId = '2026-01';
const refused = '与您本人有关，按照回避要求，请由';
let bot: BareBot;

/** 吴党校 has every role of staff, teaches the class and is a trainee of it; it is the second morning. */
beforeEach(async () => {
  bot = await startBareBot();
  await teachClass(bot.store, ['zhao', 'school', 'team1']);
  const [school] = await bot.store.cadres.named('吴党校');
  const [team] = await bot.store.cadres.named('冯考评');
  if (school === undefined || team === undefined) throw new Error('the small county has them');
  await bot.store.cadres.put([
    { ...school, roles: ['partySchool', 'orgDept', 'evaluationTeam', 'systemAdmin'] },
    { ...team, roles: ['evaluationTeam', 'systemAdmin'] },
  ]);
  bot.clock.moveTo(beijingTime('2026-03-17', '12:00'));
});
afterEach(() => bot.stop());

/** What is stored about people in this class, by which an act that was refused would show. */
async function records() {
  const { signIns, scoreEvents, leaves, sessions } = bot.store;
  return {
    marks: await signIns.ofClass(classId),
    events: await scoreEvents.ofClass(classId),
    granted: await leaves.grantedIn(classId),
    sessions: await sessions.ofClass(classId),
  };
}

describe('whoever runs a class they attend themselves', () => {
  it.each([
    ['puts no sign-in of their own right', `/补签 ${classId} 吴党校 3月16日 上午 手机没电`],
    ['notes no early leave of their own', `/早退 ${classId} 吴党校 3月16日 10:40 有事`],
    ['ends no leave of their own for the class', `/销假 ${classId} 吴党校 3月16日 10:00`],
    ['records no points for themselves', `/记分 ${classId} 吴党校 课堂互动 提问 主动提问`],
    ['records none for those they are ranked with', `/记分 ${classId} 赵一 课堂互动 提问 主动提问`],
    ['does not change the timetable their own marks hang on', `/课程 ${classId} 标准`],
    ['does not grade the class', `/评定等次 ${classId}`],
    ['does not publish its results', `/公布成绩 ${classId}`],
    ['takes back no entry in it', `/撤销记分 ${classId} 赵一 1 记错`],
    ['gives themselves no role', '/授权 吴党校 系统管理员'],
    ['takes no role from themselves', '/收回授权 吴党校 考评工作小组'],
  ])('%s, and is told who may', async (_what, words) => {
    const before = await records();
    await bot.say('school', words);
    expect(await bot.last('school')).toContain(refused);
    expect(await bot.last('school')).toMatch(/请由.+的其他同志办理。$/);
    expect(await records()).toEqual(before);
  });

  it('sees the timetable all the same', async () => {
    await bot.say('school', `/课程 ${classId}`);
    expect(await bot.last('school')).toContain('课程表：');
  });

  it('is not asked to confirm a bonus in it, and confirms none with a card that was changed', async () => {
    await bot.say('teacher', `/加分 ${classId} 冯考评 担任班长 担任班长，履职良好`);
    const [event] = await bot.store.scoreEvents.ofClass(classId);
    const confirming = { action: 'score.bonus-confirm', data: { event: event?._id ?? '' } };
    for (const member of ['school', 'team1']) {
      expect(await bot.screen(member)).not.toContain('确认加分');
      await bot.say(member, '请假');
      await bot.press(member, '病假', [], confirming);
      expect(await bot.last(member)).toContain(refused);
    }
    expect((await bot.store.scoreEvents.ofClass(classId))[0]?.confirmedBy).toBeUndefined();
    await bot.press('team2', '确认加分');
    expect((await bot.store.scoreEvents.ofClass(classId))[0]?.confirmedBy).toBe('team2');
  });

  it('grants no leave to themselves', async () => {
    await bot.say('school', '/请假 病假 明天 发烧就医');
    await bot.press('school', '提交');
    const [request] = await bot.store.leaves.ofTrainee(classId, 'school');
    expect(request?.state).toBe('asked');
    await bot.say('school', '请假');
    await bot.press('school', '病假', [], { action: 'leave.grant', data: { leave: request?._id ?? '' } });
    expect(await bot.last('school')).toContain(refused);
    expect(await bot.store.leaves.grantedIn(classId)).toEqual([]);
  });
});

describe('whoever draws a call-up list', () => {
  it('is never on it, and is told why', async () => {
    const [zhao] = await bot.store.cadres.named('赵一');
    if (zhao === undefined) throw new Error('the small county has 赵一');
    await bot.store.cadres.put([{ ...zhao, roles: ['orgDept'] }]);
    await bot.say('org', '/开班 科级干部任职培训班 2026-04-13 2026-04-17 郑老师 任职培训');
    await bot.press('org', '确认开班');
    await bot.store.classes.move('2026-02', ['draft'], 'planned');
    await bot.say('zhao', '/点名 2026-02 3 科级副职');
    await bot.say('zhao', '/为什么 2026-02 赵一');
    expect(await bot.last('zhao')).toContain('本人提出的名单不含本人');
    const listed = await bot.store.callUps.ofClass('2026-02');
    expect(listed.map((row) => row.cadreId)).not.toContain('zhao');
    expect(listed.length).toBeGreaterThan(0);
  });
});
