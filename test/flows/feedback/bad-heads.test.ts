import { expect, it, onTestFinished } from 'vitest';
import { startBareBot } from '../../helpers/bare-bot.ts';
import { eightMarks, finishedClass, publishFinished } from '../../helpers/scored-class.ts';

const classId = '2026-01';
const { zhao, qian, li } = eightMarks;

it.each([
  {
    unit: 'without a head',
    headId: undefined,
    marks: { zhao, qian, li },
    nobody: ['qian', 'zhao'],
    told: '赵一（县财政局）',
  },
  {
    unit: 'whose head was in the class',
    headId: 'zhao',
    marks: { zhao, li },
    nobody: ['zhao'],
    told: '赵一（县财政局）',
  },
  {
    unit: 'whose head is one of its trainees, with a colleague',
    headId: 'zhao',
    marks: { zhao, qian, li },
    nobody: ['zhao'],
    told: '赵一（县财政局）',
  },
])(
  'a unit $unit: nobody reads their own feedback, and the organisation department is told whom it has to inform',
  async ({ headId, marks, nobody, told }) => {
    const bot = await startBareBot();
    onTestFinished(() => bot.stop());
    await finishedClass(bot, marks);
    const unit = await bot.store.units.byId('u-fin');
    if (unit === null) throw new Error('no unit');
    const { headId: _, ...headless } = unit;
    await bot.store.units.put([headId === undefined ? headless : { ...headless, headId }]);
    await publishFinished(bot);
    const rows = await bot.store.feedbacks.ofClass(classId);
    expect(rows.map(({ cadreId }) => cadreId).sort()).toEqual(Object.keys(marks).sort());
    expect(
      rows
        .filter(({ state }) => state === 'nobody')
        .map(({ cadreId }) => cadreId)
        .sort(),
    ).toEqual(nobody);
    const department = await bot.screen('org');
    expect(department.split('【反馈须人工办理】')).toHaveLength(2);
    expect(department).toContain(told);
    if (headId !== undefined) expect(await bot.screen(headId)).not.toContain('【赵一】');
    // Fewer than seven: no place for 优秀学员, so that nothing is posted, and every trainee has their result once.
    for (const cadreId of Object.keys(marks)) {
      const screen = await bot.screen(cadreId);
      expect(screen.split('培训考核结果').length - 1, cadreId).toBe(1);
      expect(screen).not.toContain('公示');
    }
  },
);
