import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { variants } from '../../helpers/county.ts';
import { planItem } from '../../helpers/plan.ts';
import { startWorld, type World } from '../../helpers/world.ts';

const lecturers = (post: string) =>
  Buffer.from(
    `姓名,师资类别,单位,职务,可授课程,课程类型,审核日期\n张教授,专家教授,县委党校,${post},红色家风,党性教育,2026-01-12`,
  );
const sites = (people: number) =>
  Buffer.from(
    `教学点,乡镇,类型,线路颜色,接待人数,开放时间,停止接待,休息日,参观分钟,有效期至\n良洞村,良洞镇,基层治理,橙色,${people},8:30,17:00,,90,2027-12-31`,
  );

/** 周组织 and 钱二, who both work for the organisation department, and 吴党校 of the school, at the same thing. */
describe.each(variants)(
  'two of the staff at the same thing, on %s: nothing is overwritten, and the second is told',
  (variant) => {
    let world: World;
    beforeEach(async () => {
      world = await startWorld(variant);
      await world.running.store.cadres.grant('qian', 'orgDept');
    });
    afterEach(() => world.stop());

    it('a unit: who changed it and from what, where its preview shows what stands no more', async () => {
      await world.say('org', '/改单位 县农业农村局 联络员 李四');
      await world.say('qian', '/改单位 县农业农村局 联络员 周五');
      await world.press('qian', '确认更改');
      await world.press('org', '确认更改');
      expect(world.last('org')).toMatch(
        /县农业农村局的信息已有更改，您的这一步没有生效：\n.*钱二：联络员：杨联络 → 周五\n如仍需更改，请重新发送/,
      );
      expect(await world.running.store.units.byId('u-agri')).toMatchObject({ liaisonId: 'zhou' });
      await world.say('org', '/改单位 县农业农村局 联络员 李四');
      expect(world.last('org')).toContain('周五 → 李四');
      await world.press('org', '确认更改');
      expect(await world.running.store.units.byId('u-agri')).toMatchObject({ liaisonId: 'li' });
    });

    it('a person: another item of the same person does not stand in the way', async () => {
      await world.say('org', '/改人员 赵一 职务 预算科科长');
      await world.say('qian', '/改人员 赵一 职务 国库科科长');
      await world.say('qian', '/改人员 李四 职务 种植科科长');
      await world.press('qian', '确认更改');
      await world.say('qian', '/改人员 赵一 性别 男');
      await world.press('qian', '确认更改');
      await world.press('org', '确认更改');
      expect(await world.running.store.cadres.byId('zhao')).toMatchObject({ post: '预算科科长', sex: 'male' });
    });

    it('a lecturer: by the sheet, and by the command that names what the other did just now', async () => {
      await world.send('school', '师资.csv', lecturers('教授'));
      await world.press('school', '确认导入');
      await world.send('school', '师资.csv', lecturers('副校长'));
      await world.say('org', '/改师资 张教授 职务 教务主任');
      expect(world.last('org')).toMatch(/职务由“教授”改为“教务主任”[\s\S]*此前其他同志刚有更改[\s\S]*吴党校：张教授/);
      await world.press('school', '确认导入');
      expect(world.last('school')).toMatch(
        /已有更改，未导入：\n.*周组织：张教授，职务由“教授”改为“教务主任”[\s\S]*请核对后重新发送表格/,
      );
      expect(await world.running.store.lecturers.all()).toMatchObject([{ post: '教务主任' }]);
      await world.send('school', '师资.csv', lecturers('副校长'));
      await world.press('school', '确认导入');
      expect(await world.running.store.lecturers.all()).toMatchObject([{ post: '副校长' }]);
    });

    it('a field site, likewise', async () => {
      await world.send('school', '教学点.csv', sites(40));
      await world.press('school', '确认导入');
      await world.send('school', '教学点.csv', sites(60));
      await world.say('org', '/改教学点 良洞村 接待人数 80');
      await world.press('school', '确认导入');
      expect(world.last('school')).toMatch(/已有更改，未导入：\n.*周组织：良洞村，.*80/);
      expect(await world.running.store.fieldSites.all()).toMatchObject([{ capacity: 80 }]);
    });

    it('a survey: an end that was shown before it was put off does not end it, and a second end says who ended it', async () => {
      await world.say('org', '/需求调查 培训需求 全县 3月10日');
      await world.press('org', '确认发出');
      await world.say('org', '/结束调查 D2026-1');
      await world.say('school', '/延期调查 D2026-1 3月20日');
      await world.press('org', '确认结束');
      expect(world.last('org')).toContain('刚由吴党校延期至2026年3月20日，您的这一步没有生效，调查继续');
      expect(await world.running.store.surveys.byId('D2026-1')).toMatchObject({
        state: 'open',
        closesOn: '2026-03-20',
      });
      await world.say('org', '/延期调查 D2026-1 3月18日');
      expect(world.last('org')).toContain('新的截止日期应晚于2026年3月20日（刚由吴党校延期）');
      await world.say('org', '/结束调查 D2026-1');
      await world.say('school', '/结束调查 D2026-1');
      await world.press('school', '确认结束');
      await world.press('org', '确认结束');
      expect(world.last('org')).toContain('需求调查 D2026-1 已由吴党校结束');
    });

    it('items of the plan: each is approved once, and who comes second is told what became of them, and by whom', async () => {
      await planItem(world.running.store);
      await world.say('org', '/审核计划');
      await world.say('qian', '/审核计划');
      await world.press('qian', '全部批准');
      await world.press('org', '全部批准');
      expect(world.last('org')).toMatch(/这些项目已经办理.*\nJ2026-1 目前为已批准，由钱二办理/);
      const acts = async () => (await world.running.store.planItems.byId('J2026-1'))?.history.map(({ act }) => act);
      expect(await acts()).toEqual(['file', 'approve']);
      await world.say('org', '/审核计划 J2026-1 批准');
      expect(world.last('org')).toContain('已批准');
      expect(await acts()).toEqual(['file', 'approve']);
    });
  },
);
