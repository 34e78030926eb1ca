import { afterEach, describe, expect, it } from 'vitest';
import { beijingDateOf, beijingTime } from '../../../src/calendar/beijing-time.ts';
import { variants } from '../../helpers/county.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { startWorld, type World } from '../../helpers/world.ts';

let world: World | undefined;
afterEach(() => world?.stop());

describe.each(variants)('what the sender of a notice on %s may set', (variant) => {
  it('without a receipt it waits for nobody', async () => {
    world = await startWorld(variant);
    await world.say('org', '/通知 县财政局 周末停电，请提前保存文件');
    await world.press('org', '不需回执');
    expect(world.last('org')).toContain('不需回执');
    await world.press('org', '确认发出');
    await world.say('zhao', '待办');
    expect(world.last('zhao')).not.toContain('停电');
    await world.press('zhao', '已阅');
    await world.say('org', '/通知进度 2026-T1');
    expect(world.last('org')).toContain('共 5 人，已读 1 人。');
    expect(world.last('org')).not.toContain('提醒未回执');
  });

  it('is told how to put it right and how to recall it; what was not sent has no progress', async () => {
    world = await startWorld(variant);
    await world.say('org', '/通知 县财政局 周末停电，请提前保存文件');
    await world.press('org', '取消');
    await world.say('org', '/通知进度 2026-T1');
    expect(world.last('org')).toContain('通知 2026-T1 没有发出');
    await world.say('org', '/通知 县财政局 周末停电，请提前保存文件');
    await world.press('org', '确认发出');
    expect(world.last('org')).toContain('以后更正请用“/更正通知 2026-T2”或“/撤回 2026-T2”');
  });

  it('a work-sensitive one says only that it exists, from whom, and where it is collected', async () => {
    world = await startWorld(variant);
    await world.say('org', '/通知 赵一、李四 请于周五前报送后备干部情况');
    expect(world.last('org')).toContain('工作敏感（内容含“后备干部”）');
    expect(world.last('org')).not.toContain('请于周五前报送');
    await world.press('org', '写明领取处');
    await world.say('org', '县委组织部301室');
    await world.press('org', '确认发出');
    expect(world.last('zhao')).toContain('请到县委组织部301室领取或阅读');
    for (const screen of [world.screen('zhao'), world.screen('li')]) expect(screen).not.toContain('后备干部');
    await world.press('zhao', '收到，按时领取');
    await world.say('org', '/通知进度 2026-T1');
    expect(world.last('org')).toContain('未回执 1 人：县农业农村局 1 人');
    expect(world.last('org')).not.toContain('李四');
    expect((await world.running.store.notices.byId('2026-T1'))?.words).not.toContain('后备干部');
  });

  it('a label that was guessed may be put right, and a marked one is not taken at all', async () => {
    world = await startWorld(variant);
    await world.say('org', '/通知 赵一 请参加“举报处理”业务培训');
    await world.press('org', '改为内部');
    expect(world.last('org')).toContain('请参加“举报处理”业务培训');
    await world.press('org', '确认发出');
    expect(world.last('zhao')).toContain('请参加“举报处理”业务培训');
    await world.say('org', '/通知 赵一 机密★ 请传阅');
    expect(world.last('org')).toContain('不能在本系统办理');
    expect(await world.running.store.notices.byId('2026-T2')).toBeNull();
  });

  it('the label of a class is that of its notices', async () => {
    world = await startWorld(variant);
    await teachClass(world.running.store, ['zhao', 'qian']);
    await world.say('school', '/改班 2026-01 通知密级 工作敏感');
    await world.press('school', '确认变更');
    await world.say('teacher', '/通知 2026-01 请带身份证');
    expect(world.last('teacher')).toContain('工作敏感');
    await world.press('teacher', '确认发出');
    expect(world.last('zhao')).not.toContain('身份证');
  });

  it('those who did not answer are reminded by one tap, once a working day', async () => {
    world = await startWorld(variant);
    await world.say('org', '/通知 赵一、钱二、李四 请报送学习计划');
    await world.press('org', '确认发出');
    await world.press('zhao', '收到，照办');
    await world.say('org', '/通知进度 2026-T1');
    await world.press('org', '提醒未回执 2 人');
    expect(world.last('org')).toContain('已提醒 2 人');
    expect([world.count('zhao', '请回执：'), world.count('qian', '请回执：'), world.count('li', '请回执：')]).toEqual([
      0, 1, 1,
    ]);
    await world.say('org', '/通知进度 2026-T1');
    await world.press('org', '提醒未回执 2 人');
    expect(world.last('org')).toContain('今天已提醒过一次');
    expect(world.count('qian', '请回执：')).toBe(1);
  });
});

it('the answer day that a preview showed stays where it is confirmed after midnight, and a later one is reckoned once it has come', async () => {
  world = await startWorld('wecom');
  const answerOn = async (id: string) => {
    const row = await world?.running.store.notices.byId(id);
    return row?.answerBy && beijingDateOf(row.answerBy);
  };
  for (const [id, confirmedOn] of [
    ['2026-T1', '2026-03-03'],
    ['2026-T2', '2026-03-09'],
  ] as const) {
    await world.say('org', '/通知 县财政局 周末停电，请提前保存文件');
    const shown = (await world.running.store.notices.byId(id))?.shownAnswerBy;
    world.clock.moveTo(beijingTime(confirmedOn, '00:10'));
    await world.press('org', '确认发出');
    const isAhead = shown !== undefined && beijingDateOf(shown) > confirmedOn;
    expect(isAhead).toBe(id === '2026-T1');
    expect((await answerOn(id)) === (shown && beijingDateOf(shown))).toBe(isAhead);
  }
});
