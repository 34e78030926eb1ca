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
