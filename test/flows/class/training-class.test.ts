import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';

describe('the list of classes', () => {
  let bot: BareBot;

  beforeAll(async () => {
    bot = await startBareBot();
    await bot.say('school', '/开班 中青年干部培训班 2026-03-16 2026-03-27 郑老师 理论武装');
    await bot.press('school', '确认开班');
    await bot.say('school', '/开班 乡村振兴专题培训班 2026-04-13 2026-04-15 韩联络 乡村振兴');
    await bot.press('school', '确认开班');
  });
  afterAll(() => bot.stop());

  it('shows every class to those who may see any, and to a class teacher their own', async () => {
    for (const userId of ['org', 'school', 'team1']) {
      await bot.say(userId, '/班级');
      expect(await bot.last(userId)).toMatch(/2026-01　中青年[\s\S]*2026-02　乡村振兴/);
    }
    await bot.say('teacher', '/班级');
    expect(await bot.last('teacher')).toContain('2026-01');
    expect(await bot.last('teacher')).not.toContain('2026-02');
  });

  it('is given a standard timetable only where its days hold one; otherwise none is offered', async () => {
    await bot.say('school', '/开班 主体班 2026-05-11 2026-05-22 郑老师 理论武装');
    await bot.press('school', '确认开班');
    expect(await bot.last('school')).toContain('回复“/课程 2026-03 标准”');
    await bot.say('school', '/开班 应急管理专题班 2026-05-11 2026-05-13 郑老师 应急管理');
    await bot.press('school', '确认开班');
    expect(await bot.last('school')).toContain('下一步：发来课程表文件');
    await bot.say('school', '/课程 2026-02 标准');
    expect(await bot.last('school')).toMatch(/标准课程表要上到.*排不下，未保存。请发送“\/课程 2026-02”/);
  });

  it('says of a sheet it does not know what stands in it, what is expected, and a sample', async () => {
    await bot.say('school', '/课程 2026-01\n姓名,单位\n张三,县财政局');
    const answer = await bot.last('school');
    expect(answer).toContain('未能识别表头（首行为：姓名、单位），未作任何改动。');
    const sample = answer.split('\n').slice(-2).join('\n').replace('2026-03-04', '2026-03-16');
    await bot.say('school', `/课程 2026-01\n${sample}`);
    expect(await bot.last('school')).toContain('课程表已通过审核并保存：1 节课，总学时3小时');
  });

  it('leads from the timetable to the call-up, which is not asked for again once the notices are out', async () => {
    await bot.say('school', '/课程 2026-01 标准');
    expect(await bot.last('school')).toContain('已转请县委组织部点名调训');
    await bot.say('org', '/点名 2026-01 3 科级副职');
    await bot.press('org', '确认发出');
    await bot.say('school', '/课程 2026-01 标准');
    expect(await bot.last('school')).toContain('课程表已通过审核并保存');
    expect(await bot.last('school')).not.toContain('点名');
  });

  it('is refused to those who may see none', async () => {
    await bot.say('zhao', '/班级');
    expect(await bot.last('zhao')).toContain('没有办理这一事项的权限');
  });
});

describe('a new class', () => {
  let bot: BareBot;

  beforeAll(async () => {
    bot = await startBareBot();
  });
  afterAll(() => bot.stop());

  it('is shown first, with the days off in it, and made once it is confirmed', async () => {
    await bot.say('school', '/开班 中青年干部培训班 2026-09-21 2026-10-09 郑老师');
    const preview = await bot.last('school');
    expect(preview).toMatch(/拟建立“中青年干部培训班”[\s\S]*期间有.*国庆节假期/);
    expect(preview).toContain('天数：19 天，其中工作日 9 天');
    expect(await bot.store.classes.endingFrom('2026-01-01')).toEqual([]);
    await bot.press('school', '确认开班');
    expect(await bot.last('school')).toContain('已建立班次 2026-01');
  });

  it('that is dropped leaves nothing behind', async () => {
    await bot.say('school', '/开班 科级干部任职培训班 2026-11-02 2026-11-06 郑老师');
    await bot.press('school', '取消');
    expect(await bot.store.classes.endingFrom('2026-11-01')).toEqual([]);
  });

  it('that opens on a day off, or meets another class of its teacher or of its name, says so', async () => {
    await bot.say('school', '/开班 中青年干部培训班 2026-10-01 2026-10-16 郑老师');
    const preview = await bot.last('school');
    expect(preview).toContain('开班当天（10月1日 周四）是休息日');
    expect(preview).toContain('同期已有同名班次 2026-01');
    expect(preview).toContain('郑老师同期担任班次 2026-01“中青年干部培训班”的班主任');
  });

  it('that opens before anybody could be called up in time says when it can, and only then', async () => {
    const today = new Date(bot.clock.now().getTime() + 8 * 3_600_000);
    const on = (days: number) => new Date(today.getTime() + days * 86_400_000).toISOString().slice(0, 10);
    await bot.say('school', `/开班 科级干部轮训班 ${on(2)} ${on(6)} 郑老师`);
    expect(await bot.last('school')).toMatch(/调训通知须在开班前 7 个工作日发出，今天点名的，最早.*开班/);
    expect(await bot.last('school')).toContain('班主任：郑老师（县委党校）');
    await bot.say('school', `/开班 科级干部轮训班 ${on(30)} ${on(34)} 郑老师`);
    expect(await bot.last('school')).toContain('开班预览');
    expect(await bot.last('school')).not.toContain('个工作日发出');
  });

  it.each(['2027-04', '2026-3', '２０２６－０１'])('is not called by the number of a class: %s', async (name) => {
    await bot.say('school', `/开班 ${name} 2026-11-02 2026-11-13 郑老师`);
    expect(await bot.last('school')).toContain('是班次编号，不能作班名，未建班');
  });
});
