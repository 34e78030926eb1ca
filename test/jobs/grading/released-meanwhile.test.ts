import { expect, it, onTestFinished } from 'vitest';
import { postCandidates } from '../../../jobs/grading/post-candidates.ts';
import { publishGrades } from '../../../jobs/grading/publish-grades.ts';
import type { JobContext } from '../../../jobs/job.ts';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { shippedRulePacks } from '../../../src/training/rule-packs.ts';
import { startBareBot } from '../../helpers/bare-bot.ts';
import { finishedClass } from '../../helpers/scored-class.ts';
import { quietHours } from '../../helpers/sending.ts';

const classId = '2026-01';

it.each([
  { job: postCandidates, marks: undefined, seen: '优秀学员人选公示' },
  // Fewer than seven: nobody is proposed, so that results go out at once.
  { job: publishGrades, marks: { zhao: { research: 15, practice: 10 } }, seen: '培训考核结果' },
])(
  'a class released after $job.name made its plan is not taken for done, and gets its messages in the next run',
  async (way) => {
    const bot = await startBareBot();
    onTestFinished(() => bot.stop());
    await finishedClass(bot, way.marks);
    await bot.say('team1', `/评定等次 ${classId}`);
    await bot.press('team1', '提请确认');
    await bot.press('team2', '确认等次');
    bot.clock.moveTo(beijingTime('2026-03-30', '08:05'));
    const common = { store: bot.store, packs: shippedRulePacks(), quiet: quietHours, now: bot.clock.now() };
    const context = common as unknown as JobContext;
    expect(await way.job.plan(context)).toEqual([]);
    await bot.press('org', '公布成绩');
    await way.job.effect?.(context, []);
    await way.job.added?.(context);
    const row = await bot.store.gradings.byClass(classId);
    expect([row?.state, row?.postedToAll]).toEqual(['released', undefined]);
    for (let run = 0; run < 3; run += 1) await bot.runJob(way.job.name);
    expect((await bot.screen('zhao')).split(way.seen)).toHaveLength(2);
    if (way.job === postCandidates) expect((await bot.store.gradings.byClass(classId))?.postedToAll).toBe(true);
    else expect((await bot.store.gradings.byClass(classId))?.state).toBe('published');
  },
);
