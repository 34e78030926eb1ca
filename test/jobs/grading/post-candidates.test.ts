import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { eightMarks, finishedClass, publishedOn } from '../../helpers/scored-class.ts';

const classId = '2026-01';
let bot: BareBot;
beforeEach(async () => {
  bot = await startBareBot();
});
afterEach(() => bot.stop());

/** Grades released by the organisation department on the evening of the last day; the list is posted on the Monday after. */
async function posted(marks?: Parameters<typeof finishedClass>[1]): Promise<void> {
  await finishedClass(bot, marks);
  await bot.say('team1', `/评定等次 ${classId}`);
  await bot.press('team1', '提请确认');
  await bot.press('team2', '确认等次');
  await bot.press('org', '公布成绩');
  await runAt('2026-03-30', 'post-candidates');
}

async function runAt(dateOn: string, job: string): Promise<void> {
  bot.clock.moveTo(beijingTime(dateOn, '08:05'));
  await bot.runJob(job);
}

const resultsOf = async (cadreId: string) => (await bot.screen(cadreId)).match(/培训考核结果/g)?.length ?? 0;

describe('the people proposed for 优秀学员', () => {
  it('are shown to everybody of the class once, however often the job runs', async () => {
    await posted();
    await runAt('2026-03-30', 'post-candidates');
    for (const cadreId of Object.keys(eightMarks))
      expect((await bot.screen(cadreId)).match(/优秀学员人选公示/g)?.length).toBe(1);
    expect(await bot.store.gradings.byClass(classId)).toMatchObject({ postedUntilOn: '2026-04-02' });
  });

  it('are posted for three working days before anybody gets a result', async () => {
    await posted();
    await runAt('2026-04-02', 'publish-grades');
    expect(await resultsOf('wu')).toBe(0);
    await runAt(publishedOn, 'publish-grades');
    expect(await resultsOf('wu')).toBe(1);
  });

  it('are not waited for where there are none', async () => {
    await posted({ zhao: eightMarks.zhao, wu: eightMarks.wu });
    expect(await bot.screen('zhao')).not.toContain('公示');
    await runAt('2026-03-30', 'publish-grades');
    expect(await resultsOf('wu')).toBe(1);
  });

  it('are not released any more by 撤销 once they were posted', async () => {
    await finishedClass(bot);
    await bot.say('team1', `/评定等次 ${classId}`);
    await bot.press('team1', '提请确认');
    await bot.press('team2', '确认等次');
    bot.clock.moveTo(beijingTime('2026-03-30', '08:02'));
    await bot.press('org', '公布成绩');
    await runAt('2026-03-30', 'post-candidates');
    await bot.press('org', '撤销');
    expect(await bot.last('org')).toContain('/退回等次评定');
    expect((await bot.store.gradings.byClass(classId))?.state).toBe('released');
  });
});

describe('an objection to the posting', () => {
  beforeEach(async () => {
    await posted();
    await bot.press('wu', '提出异议');
    await bot.say('wu', '赵一有两次缺课未记');
  });

  it('holds the results of the whole class up until it is decided, and goes on when it is not upheld', async () => {
    await runAt(publishedOn, 'publish-grades');
    expect(await resultsOf('qian')).toBe(0);
    await bot.press('team2', '异议不成立');
    await bot.say('team2', '经核对签到记录，没有缺课');
    expect(await bot.last('wu')).toContain('异议不成立');
    await bot.runJob('publish-grades');
    expect(await resultsOf('qian')).toBe(1);
  });

  it('has the organisation department send the grades back when it is upheld, and the class is told', async () => {
    await bot.press('team2', '异议成立');
    await bot.say('team2', '确有两次缺课');
    expect(await bot.last('org')).toContain(`/退回等次评定 ${classId}`);
    await runAt(publishedOn, 'publish-grades');
    expect(await resultsOf('qian')).toBe(0);
    await bot.say('org', `/退回等次评定 ${classId} 公示异议成立`);
    expect(await bot.last('qian')).toContain('【公示撤回】');
    expect(await bot.store.gradings.byClass(classId)).toMatchObject({ state: 'returned' });
    expect((await bot.store.gradings.byClass(classId))?.postedUntilOn).toBeUndefined();
  });

  it('is not decided by who proposed the grades, and its author is named to those alone who decide', async () => {
    await bot.say('teacher', `/异议列表 ${classId}`);
    expect(await bot.last('teacher')).toContain('反映人保密');
    expect(await bot.last('teacher')).not.toContain('吴六');
    expect(await bot.screen('team1')).not.toContain('吴六提出');
  });
});
