import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { variants } from '../../helpers/county.ts';
import { photo } from '../../helpers/proof-files.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { startWorld, type World } from '../../helpers/world.ts';

const lecturers = [
  '姓名,师资类别,单位,职务,可授课程,课程类型,审核日期',
  '张教授,专家教授,县委党校,副校长,红色家风,党性教育,2026-01-12',
  '张教授,专家教授,县委党校,副校长,党章导读,党的理论教育,2024-01-12',
].join('\n');
const sites = [
  '教学点,乡镇,类型,线路颜色,接待人数,开放时间,停止接待,休息日,参观分钟,有效期至',
  '叶公故居,洞口镇,红色教育,红色,40,8:30,11:00,周一,60,2027-12-31',
  '良洞村,良洞镇,基层治理,橙色,60,8:30,17:00,,90,2027-12-31',
].join('\n');

describe.each(variants)('lecturers, field sites and routes, on %s', (variant) => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld(variant);
    await teachClass(world.running.store, []);
  });
  afterEach(() => world.stop());

  it('a lecturer comes by a sheet, is found with the courses, and gives no course whose review is over', async () => {
    await world.send('school', '师资.csv', Buffer.from(lecturers));
    expect(world.last('school')).toContain('共 1 人、2 门课程，其中新入库 1 人');
    await world.press('school', '确认导入');
    await world.say('teacher', '/师资库 zjs');
    expect(world.last('teacher')).toContain('红色家风');
    await world.say('teacher', '/改课 2026-01 4 名称 党章导读');
    await world.press('teacher', '确认变更');
    await world.say('teacher', '/改课 2026-01 4 授课人 张教授');
    expect(world.last('teacher')).toMatch(/未保存[\s\S]*已超过 12 个月，重新审核后才能排课/);
    await world.say('school', '/改师资 张教授 审核日期 今天');
    await world.say('teacher', '/改课 2026-01 4 授课人 张教授');
    await world.press('teacher', '确认变更');
    await world.say('school', '/师资库 张教授');
    expect(world.last('school')).toMatch(/已排课：.*党章导读（班次 2026-01）/);
  });

  /** The newest file that this person was sent. */
  async function fileTo(who: string): Promise<Buffer> {
    const body = world.items(who).findLast((item) => item.body.kind === 'file')?.body;
    const response = await fetch(`${world.emulator.url}${body?.kind === 'file' ? body.url : ''}`);
    return Buffer.from(await response.arrayBuffer());
  }

  it('a sheet that was taken out before somebody else’s change names the change before it overwrites it', async () => {
    await world.send('school', '师资.csv', Buffer.from(lecturers));
    await world.press('school', '确认导入');
    await world.send('school', '教学点.csv', Buffer.from(sites));
    await world.press('school', '确认导入');
    await world.advanceMinutes(5);
    for (const [list, change] of [
      ['/师资库', '/改师资 张教授 课酬档次 一级'],
      ['/教学点', '/改教学点 良洞村 接待人数 80'],
    ] as const) {
      await world.say('school', list);
      await world.press('school', '发送表格');
      const sheet = await fileTo('school');
      await world.send('school', '取出的表.xlsx', sheet);
      expect(world.last('school')).not.toContain('表格取出后');
      await world.press('school', '取消');
      await world.say('org', change);
      await world.advanceMinutes(2 * 24 * 60);
      await world.send('school', '取出的表.xlsx', sheet);
      expect(world.last('school')).toContain('表格取出后，其他同志已有更改。确认导入将以表格为准，请先核对：');
      expect(world.last('school')).toMatch(/3月\d+日 周.*(课酬档次|接待人数).*(一级|80)/);
      await world.press('school', '取消');
    }
  });

  it('is paused after two lessons below 80, keeps each evaluation, and comes back by command', async () => {
    await world.send('school', '师资.csv', Buffer.from(lecturers));
    await world.press('school', '确认导入');
    await world.say('school', '/课评 张教授 79.5 40 红色家风');
    await world.say('school', '/课评 张教授 78 40 党章导读');
    expect(world.last('school')).toMatch(/连续 2 节课测评低于 80 分，已转为暂停，请复核/);
    await world.say('teacher', '/师资库 张教授');
    expect(world.last('teacher')).toContain('测评：红色家风 79.5');
    expect(world.last('teacher')).toContain('测评：党章导读 78');
    await world.say('school', '/改师资 张教授 状态 在库');
    await world.say('teacher', '/师资库 张教授');
    expect(world.last('teacher')).not.toContain('暂停');
  });

  it('has a picture that is shown with the record', async () => {
    await world.say('school', '/加师资 张教授 专家教授 县委党校');
    await world.say('school', '/师资图片 张教授');
    await world.send('school', 'a.jpg', photo());
    expect(world.last('school')).toContain('已保存张教授的图片');
    await world.say('teacher', '/师资库 张教授');
    expect(
      world
        .items('teacher')
        .slice(-2)
        .map(({ body }) => body.kind),
    ).toContain('picture');
  });

  it('a refused timetable is answered with courses of the pool', async () => {
    await world.send('school', '师资.csv', Buffer.from(lecturers));
    await world.press('school', '确认导入');
    const { _id: classId } = await world.running.store.classes.create('2026', {
      ...{ name: '主体班', kind: 'mainClass', topicTag: '理论', teacherId: 'teacher' },
      ...{ opensOn: '2026-03-16', closesOn: '2026-03-17', createdBy: 'school', byUpdate: 'test:main-class' },
    });
    const rows = ['2026-03-16,8:30,11:30,公文写作,专业化培训,授课', '2026-03-17,8:30,11:30,导论,党的理论教育,授课'];
    await world.say('teacher', `/课程 ${classId}\n日期,开始,结束,课程,类型,方式\n${rows.join('\n')}`);
    expect(world.last('teacher')).toMatch(/可用“红色家风”（张教授，县委党校）替换3月16日/);
  });

  it('a route respects hours and capacity, says why its order was chosen, and is kept by the button', async () => {
    await world.send('school', '教学点.csv', Buffer.from(sites));
    await world.press('school', '确认导入');
    await world.say('school', '/研学线路 初心善治 良洞村、叶公故居 3月18日 40');
    expect(world.last('school')).toMatch(/叶公故居[\s\S]*良洞村[\s\S]*共比较 2 种顺序/);
    await world.press('school', '保存线路');
    expect(await world.running.store.fieldSites.routes()).toHaveLength(1);
    await world.say('school', '/研学线路 初心善治二 良洞村、叶公故居 3月18日 50');
    expect(world.last('school')).toMatch(/叶公故居.*40/);
    await world.say('school', '/研学线路 初心善治三 叶公故居 3月16日 30');
    expect(world.last('school')).toContain('周一');
    expect(await world.running.store.fieldSites.routes()).toHaveLength(1);
  });
});
