import { afterEach, beforeEach, expect, it } from 'vitest';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { teachClass } from '../../helpers/taught-class.ts';

const sheet = [
  '姓名,师资类别,单位,职务,可授课程,课程类型,审核日期',
  '张教授,专家教授,县委党校,副校长,红色家风,党性教育,2026-01-12',
  '张教授,专家教授,县委党校,副校长,党章导读,党的理论教育,2024-01-12',
  '李县长,领导干部,县政府,副县长,县域经济,履职能力,2026-01-12',
].join('\n');

let bot: BareBot;
beforeEach(async () => {
  bot = await startBareBot();
});
afterEach(() => bot.stop());

async function imported(): Promise<void> {
  await bot.send('school', '师资.csv', Buffer.from(sheet));
  await bot.press('school', '确认导入');
}

it('a sheet of lecturers is shown, stored by the button, found again, and goes out in the same form', async () => {
  await teachClass(bot.store, []);
  await bot.send('school', '师资.csv', Buffer.from(sheet));
  expect(await bot.last('school')).toContain('共 2 人、3 门课程，其中新入库 2 人，更新 0 人');
  expect(await bot.store.lecturers.all()).toEqual([]);
  bot.crashing = true;
  await bot.press('school', '确认导入');
  bot.crashing = false;
  expect((await bot.store.lecturers.all()).map(({ name }) => name)).toEqual(['李县长', '张教授']);
  await bot.say('school', '/师资库');
  expect(await bot.last('school')).toMatch(/共 2 人、3 门课程：领导干部 1 人，专家教授 1 人/);
  await bot.press('school', '发送表格');
  const exported = await bot.fileTo('school');
  await bot.send('school', '师资库.xlsx', exported);
  expect(await bot.last('school')).toContain('共 2 人、3 门课程，其中新入库 0 人，更新 2 人');
  await bot.say('teacher', '/师资库 zjs');
  expect(await bot.last('teacher')).toMatch(/张教授[\s\S]*红色家风（党性教育，3小时，2026年1月12日审核）/);
  await bot.say('zhao', '/师资库');
  expect(await bot.last('zhao')).toContain('没有办理这一事项的权限');
});

it('a course not reviewed within the year cannot be scheduled until it is, and a change is taken back by its button', async () => {
  await teachClass(bot.store, []);
  await imported();
  await bot.say('teacher', '/改课 2026-01 4 名称 党章导读');
  await bot.press('teacher', '确认变更');
  await bot.say('teacher', '/改课 2026-01 4 授课人 张教授');
  expect(await bot.last('teacher')).toMatch(/课程安排有冲突，未保存[\s\S]*已超过 12 个月，重新审核后才能排课/);
  await bot.say('school', '/改师资 张教授 审核日期 今天');
  expect(await bot.last('school')).toContain('2 门课程的审核日期改为');
  await bot.say('teacher', '/改课 2026-01 4 授课人 张教授');
  await bot.press('teacher', '确认变更');
  await bot.say('school', '/师资库 张教授');
  expect(await bot.last('school')).toMatch(/已排课：.*党章导读（班次 2026-01）/);
  await bot.say('school', '/改师资 张教授 课酬档次 一级');
  expect(await bot.last('school')).toContain('课酬档次改为“一级”');
  expect((await bot.store.lecturers.all()).find(({ name }) => name === '张教授')).toMatchObject({ feeClass: '一级' });
  expect(await bot.ask('school', '/改师资 张教授 课酬档次 一级')).toContain('已是这样，无需更改');
  await bot.press('school', '撤销');
  const back = (await bot.store.lecturers.all()).find(({ name }) => name === '张教授');
  expect(back?.feeClass).not.toBe('一级');
  expect(await bot.ask('school', '/改师资 张教授 师资类别 能人')).toContain('不能作师资类别：应填');
  expect(await bot.ask('school', '/改师资 张教授 单位 县政府')).toContain('请写成：师资类别');
  await bot.say('school', '/改师资 李县长 状态 退出 调离');
  expect((await bot.store.lecturers.all())[0]?.state).toBe('left');
  await bot.press('school', '撤销');
  expect((await bot.store.lecturers.all())[0]?.state).toBe('active');
});

it('somebody is entered by a command, once, and not with a kind nobody knows', async () => {
  await bot.say('school', '/加师资 王工 标兵能手 县农业农村局 高级农艺师');
  expect(await bot.last('school')).toContain('王工（县农业农村局，标兵能手）已入库');
  expect(await bot.store.lecturers.all()).toMatchObject([{ name: '王工', post: '高级农艺师', state: 'active' }]);
  await bot.say('school', '/加师资 王工 标兵能手 县农业农村局');
  expect(await bot.last('school')).toContain('已在师资库，未作改动');
  await bot.say('school', '/加师资 王工 老师 县农业农村局');
  expect(await bot.last('school')).toContain('“老师”请写成领导干部');
});

it('two lessons running below 80 pause a lecturer, who comes back by command', async () => {
  await imported();
  await bot.say('school', '/课评 张教授 79.5 40 红色家风');
  expect(await bot.last('school')).toContain('已记录张教授“红色家风”测评 79.5 分');
  await bot.say('school', '/课评 张教授 78 40 党章导读');
  expect(await bot.last('school')).toMatch(/连续 2 节课测评低于 80 分，已转为暂停，请复核/);
  await imported();
  expect((await bot.store.lecturers.all())[1]).toMatchObject({
    state: 'paused',
    stateReason: '连续 2 节课测评低于 80 分',
  });
  await bot.say('school', '/改师资 张教授 状态 在库');
  expect((await bot.store.lecturers.all())[1]?.state).toBe('active');
  await bot.say('school', '/课评 张教授 120 40 红色家风');
  expect(await bot.last('school')).toContain('“120”不能作平均分');
});

it('a wrong evaluation is taken out, and whoever it paused is back', async () => {
  await imported();
  await bot.say('school', '/课评 张教授 79.5 40 红色家风');
  await bot.say('school', '/课评 张教授 78 40 党章导读');
  expect(await bot.last('school')).toContain('请用“/撤课评 张教授 党章导读”撤销后重新登记');
  await bot.say('school', '/撤课评 张教授 党章导读');
  expect(await bot.last('school')).toContain('已撤销张教授“党章导读”最近一次测评');
  const [, row] = await bot.store.lecturers.all();
  expect(row).toMatchObject({ state: 'active', stateReason: '', evaluations: [{ title: '红色家风' }] });
  await bot.say('school', '/撤课评 张教授 党章导读');
  expect(await bot.last('school')).toContain('没有“党章导读”的测评记录');
});

it('a refused timetable is answered with courses of the pool', async () => {
  await imported();
  await bot.store.classes.create('2026', {
    ...{ name: '主体班', kind: 'mainClass', topicTag: '理论', teacherId: 'teacher' },
    ...{ opensOn: '2026-03-16', closesOn: '2026-03-17', createdBy: 'school', byUpdate: 'test:class' },
  });
  const rows = ['2026-03-16,8:30,11:30,公文写作,专业化培训,授课', '2026-03-17,8:30,11:30,导论,党的理论教育,授课'];
  await bot.say('teacher', `/课程 2026-01\n日期,开始,结束,课程,类型,方式\n${rows.join('\n')}`);
  expect(await bot.last('teacher')).toMatch(
    /师资库中可用的课程：\n可用“红色家风”（张教授，县委党校）替换3月16日 周一 08:30“公文写作”（3小时）/,
  );
});

it('a sheet is taken back as one act: who is new goes, the others are as before, also when every step is broken off', async () => {
  await imported();
  const before = await bot.store.lecturers.all();
  const more = [sheet.replace('副校长', '校长'), '王能手,标兵能手,县总工会,焊工,焊接技能,履职能力,2026-01-12'].join(
    '\n',
  );
  await bot.send('school', '师资.csv', Buffer.from(more));
  await bot.press('school', '确认导入');
  expect((await bot.store.lecturers.all()).map(({ name }) => name)).toContain('王能手');
  bot.crashing = true;
  await bot.press('school', '撤销');
  bot.crashing = false;
  const withoutChanges = (rows: typeof before) => rows.map(({ changes: _, ...row }) => row);
  expect(withoutChanges(await bot.store.lecturers.all())).toEqual(withoutChanges(before));
});

it('a sheet is not taken back once somebody has changed one of its lecturers', async () => {
  await imported();
  await bot.say('school', '/改师资 张教授 课酬档次 一级');
  const [card] = (await bot.store.sentCards.latestCards('school', 5)).filter(
    ({ message }) => message.kind === 'card' && message.lines.join('').includes('已导入'),
  );
  if (card?.message.kind !== 'card') throw new Error('no answer');
  const undo = card.message.buttons.find(({ label }) => label === '撤销');
  if (undo === undefined) throw new Error('no button');
  await bot.press('school', '撤销', [], undo.press);
  expect(await bot.store.lecturers.all()).toHaveLength(2);
});
