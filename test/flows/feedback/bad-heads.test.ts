import { describe, expect, it, onTestFinished } from 'vitest';
import { startBareBot } from '../../helpers/bare-bot.ts';
import { variants } from '../../helpers/county.ts';
import {
  eightMarks,
  finishedClass,
  lastDayOn,
  publishedOn,
  publishFinished,
  scoredClass,
} from '../../helpers/scored-class.ts';
import { startWorld, type World } from '../../helpers/world.ts';

const classId = '2026-01';
const { zhao, qian, li } = eightMarks;

const cases = [
  {
    unit: 'without a head',
    headId: undefined,
    marks: { zhao, qian, li },
    nobody: ['qian', 'zhao'],
  },
  { unit: 'whose head was in the class', headId: 'zhao', marks: { zhao, li }, nobody: ['zhao'] },
  {
    unit: 'whose head is one of its trainees, with a colleague',
    headId: 'zhao',
    marks: { zhao, qian, li },
    nobody: ['zhao'],
  },
];

describe.each(variants)('on %s a unit', (variant) => {
  it.each(cases)(
    '$unit: nobody reads their own feedback, and the organisation department is told whom it has to inform',
    async ({ headId, marks, nobody }) => {
      const world = await startWorld(variant);
      onTestFinished(() => world.stop());
      const { store } = world.running;
      await scoredClass(store, marks);
      const unit = await store.units.byId('u-fin');
      if (unit === null) throw new Error('no unit');
      const { headId: _, ...headless } = unit;
      await store.units.put([headId === undefined ? headless : { ...headless, headId }]);
      await publishedIn(world);
      const rows = await store.feedbacks.ofClass(classId);
      expect(rows.map(({ cadreId }) => cadreId).sort()).toEqual(Object.keys(marks).sort());
      const untold = rows.filter(({ state }) => state === 'nobody').map(({ cadreId }) => cadreId);
      expect(untold.sort()).toEqual(nobody);
      expect(world.count('org', '反馈须人工办理')).toBe(1);
      expect(world.screen('org')).toContain('赵一（县财政局）');
      if (headId !== undefined) expect(world.screen(headId)).not.toContain('【赵一】');
      // Fewer than seven: no place for 优秀学员, so that nothing is posted, and every trainee has their result once.
      for (const cadreId of Object.keys(marks)) {
        expect(world.count(cadreId, '培训考核结果'), cadreId).toBe(1);
        expect(world.screen(cadreId)).not.toContain('公示');
      }
      expect(world.logged).toEqual([]);
    },
  );
});

it('what is left to do goes to the whole department once whoever released the results is of it no more', async () => {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  await finishedClass(bot);
  await publishFinished(bot);
  const org = await bot.store.cadres.byId('org');
  const other = await bot.store.cadres.byId('head-org');
  if (org === null || other === null) throw new Error('nobody there');
  await bot.store.cadres.put([
    { ...org, roles: [] },
    { ...other, roles: ['orgDept'] },
  ]);
  await bot.press('head-fin', '阅知并写意见');
  await bot.say('head-fin', '同意，请多安排业务骨干参训');
  expect(await bot.screen('org')).not.toContain('【反馈意见】');
  expect(await bot.last('head-org')).toContain('【反馈意见】县财政局蒋局长');
});

/** Grades the class of six or fewer and lets its results go out. */
async function publishedIn(world: World): Promise<void> {
  await world.at(lastDayOn, '18:05');
  await world.say('team1', `/评定等次 ${classId}`);
  await world.press('team1', '提请确认');
  await world.press('team2', '确认等次');
  await world.press('org', '公布成绩');
  await world.at(publishedOn, '08:05');
  await world.tick();
}
