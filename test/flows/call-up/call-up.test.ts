import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openClass } from '../../helpers/class.ts';
import { variants } from '../../helpers/county.ts';
import { startWorld, type World } from '../../helpers/world.ts';

/** One county per platform; the tests follow one call-up from its list to a substitute. */
describe.each(variants)('named call-up on %s', (variant) => {
  let world: World;
  let classId: string;

  beforeAll(async () => {
    world = await startWorld(variant);
    classId = await openClass(world);
  });
  afterAll(() => world.stop());

  it('can be tried out, and nothing is kept', async () => {
    await world.say('org', `/点名 ${classId} 1 科级副职 试算`);
    expect(world.last('org')).toContain(
      '试算结果，未保存。“中青年干部培训班”面向乡科级副职，可列入 1 人，递补人选 1 人。',
    );
    expect(world.last('org')).toMatch(/未列入：名额已满 \d 人，.*\n1\. 赵一：缺90学时/);
    expect(await world.running.store.callUps.ofClass(classId)).toEqual([]);
    expect(await world.running.store.callUpLists.ofClass(classId)).toBeNull();
  });

  it('names the neediest with a reason for each, and sends nothing before it is confirmed', async () => {
    await world.say('org', `/点名 ${classId} 3 科级副职`);
    expect(world.last('org')).toContain('拟选调 3 人');
    await world.press('org', '名单和理由');
    expect(world.last('org')).toMatch(
      /拟选调 3 人，递补人选 1 人。\n本年度学时不足 3 人：\n1\. 赵一（县财政局）缺90学时/,
    );
    await world.press('org', '名单表格');
    expect(world.last('org')).toContain('.xlsx');
    expect(world.screen('zhao')).not.toContain('调训通知');
    await world.press('org', '确认发出');
    expect(world.last('zhao')).toContain('选调您参加');
    expect(world.screen('li')).not.toContain('调训通知');
    expect(world.screen('head-fin')).toContain('经研究，选调你单位赵一、钱二、孙三同志');
  });

  it('takes a confirmation once, however often it is pressed or typed', async () => {
    await world.press('zhao', '确认参加');
    expect(world.last('zhao')).toContain('已确认');
    await world.say('zhao', '1');
    expect(world.count('zhao', '已确认。请于')).toBe(1);
  });

  it('tells a person why they were named', async () => {
    await world.press('qian', '调训理由');
    expect(world.last('qian')).toContain('尚缺80学时');
  });

  it('takes the typed number where no card is shown', async () => {
    await world.say('qian', '１');
    expect(world.last('qian')).toContain('已确认');
  });

  it('gives an excused seat to the next on the list, decided by the organisation department alone', async () => {
    await world.press('sun', '申请免调');
    await world.say('sun', '1');
    expect(world.last('sun')).toContain('已选择“本人患病或住院”');
    await world.say('sun', '住院手术，附诊断证明');
    expect(world.last('sun')).toContain('已提交县委组织部');
    expect(world.last('org')).toContain('住院手术');
    await world.press('org', '同意并递补');
    expect(world.screen('sun')).toContain('您的免调申请已获批准');
    for (const staff of ['head-fin', 'liaison-fin']) expect(world.screen(staff)).toMatch(/你单位孙三同志不再参加/);
    expect(world.screen('li')).toContain('调训通知');
    await world.say('org', `/调训进度 ${classId}`);
    expect(world.last('org')).toContain('已同意免调 1 人：孙三');
  });

  it('lets nobody answer for another', async () => {
    await world.say('wu', '确认参加');
    expect(world.last('wu')).toContain('未能识别您的回复');
  });

  it('refuses the command to a cadre', async () => {
    await world.say('zhao', `/点名 ${classId} 3`);
    expect(world.last('zhao')).toContain('没有办理这一事项的权限');
  });
});
