import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openClass } from '../../helpers/class.ts';
import { variants } from '../../helpers/county.ts';
import { startWorld, type World } from '../../helpers/world.ts';

describe.each(variants)('a typed number on %s', (variant) => {
  let world: World;
  let classId: string;

  beforeAll(async () => {
    world = await startWorld(variant);
    classId = await openClass(world);
  });
  afterAll(() => world.stop());

  it('sends nothing to many people: the preview takes its words', async () => {
    await world.say('org', `/点名 ${classId} 2 科级副职`);
    for (const number of ['1', '2', '①', '１']) await world.say('org', number);
    expect(world.last('org')).toMatch(/未作任何处理.*须写明.*“确认发出”.*“取消”/);
    expect(world.screen('zhao')).not.toContain('调训通知');
    await world.say('org', '确认发出');
    expect(world.screen('zhao')).toContain('调训通知');
  });

  it('carries out no command offered for one typed wrongly that goes to many at once', async () => {
    await world.say('teacher', `/签道 ${classId}`);
    await world.say('teacher', '1');
    expect(world.last('teacher')).toMatch(/未作任何处理.*须写明.*“签到”/);
  });

  it('said in words twice, carries out nothing that waits on an older card', async () => {
    await world.say('org', '确认发出');
    expect(world.last('org')).toContain('无需重复办理');
  });

  it('answers the card shown last for ten minutes, and brings it up again after that', async () => {
    await world.advanceMinutes(11);
    await world.say('zhao', '1');
    expect(world.screen('zhao')).toContain('序号只答复10分钟内收到的卡片');
    expect(world.last('zhao')).toContain('调训通知');
    await world.advanceMinutes(9);
    await world.say('zhao', '1');
    expect(world.last('zhao')).toContain('报到');
    await world.say('org', `/调训进度 ${classId}`);
    expect(world.last('org')).toMatch(/已确认参加/);
  });

  it('is no answer to a question in words, nor is a courtesy, and the question stays open', async () => {
    await world.press('qian', '确认参加');
    await world.say('teacher', `/通知 ${classId} 明天上午改在第二教室上课`);
    await world.press('teacher', '确认发出');
    await world.press('qian', '有困难');
    await world.say('qian', '1');
    expect(world.last('qian')).toContain('需要用文字说明');
    expect(world.screen('teacher')).not.toContain('反映困难');
    for (const courtesy of ['好的', '收到', '谢谢！', 'OK']) {
      await world.say('qian', courtesy);
      expect(world.last('qian')).toContain('“好的”“收到”“谢谢”不作为答复');
    }
    expect(world.screen('teacher')).not.toContain('反映困难');
    await world.say('qian', '家中有事');
    expect(world.screen('teacher')).toContain('反映困难：家中有事');
  });

  it('answers no notice whose own text is a numbered list: its buttons are typed by their words', async () => {
    await world.say('teacher', `/通知 ${classId} 请携带：\n1. 笔记本\n2. 身份证`);
    await world.say('teacher', '确认发出');
    await world.say('zhao', '2');
    expect(world.last('zhao')).toMatch(/请点按钮，或回复“收到，照办”、“已阅”/);
    await world.say('zhao', '已阅');
    await world.say('teacher', `/通知进度 ${classId}-T2`);
    expect(world.last('teacher')).toContain('已读 1 人');
  });

  it('never answers an older card than the one shown last', async () => {
    await world.say('teacher', `/通知 ${classId} 后天上午参观`);
    await world.press('teacher', '确认发出');
    await world.press('zhao', '收到，照办');
    await world.say('zhao', '3');
    expect(world.last('zhao')).toContain('无需重复办理');
  });
});
