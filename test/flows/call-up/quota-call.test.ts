import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openClass } from '../../helpers/class.ts';
import { variants } from '../../helpers/county.ts';
import { startWorld, type World } from '../../helpers/world.ts';

describe.each(variants)('seats are shared among units, which pick people, on %s', (variant) => {
  let world: World;
  let classId: string;
  beforeEach(async () => {
    world = await startWorld(variant);
    classId = await openClass(world);
    await world.say('org', `/分配名额 ${classId} 4 2天`);
    await world.say('org', `/调整名额 ${classId} 县财政局 3`);
    await world.press('org', '确认下达');
  });
  afterEach(() => world.stop());

  it('from the numbers to the notices: what units picked becomes an ordinary list', async () => {
    expect(world.last('org')).toContain('已向 4 个单位下达 6 个名额');
    expect(world.last('liaison-fin')).toContain('县财政局有 3 个名额');
    await world.press('liaison-fin', '选择人员');
    expect(world.last('liaison-fin')).toContain('赵一　预算股股长　缺90学时');
    await world.press('liaison-fin', '报送', ['赵一　预算股股长　缺90学时']).catch(() => world.say('liaison-fin', '1'));
    expect(world.last('liaison-fin')).toContain('县财政局已报 1 人：赵一，尚余 2 个名额');
    await world.say('liaison-agri', '/报送人选 李四');
    await world.say('org', `/名额进度 ${classId}`);
    expect(world.last('org')).toContain('分配 6 个名额，4 个单位。已报 2 人，未报 2 个单位，空余 2 个名额');
    await world.press('org', '汇总成名单');
    expect(world.last('org')).toContain('由 2 个单位按分配名额报送');
    expect(world.screen('zhao')).not.toContain('选调您参加');
    await world.press('org', '确认发出');
    expect(world.last('zhao')).toContain('选调您参加');
    expect(world.last('li')).toContain('选调您参加');
    await world.say('liaison-fin', '/报送人选 钱二');
    expect(world.last('liaison-fin')).toContain('参训名单已审定发出');
  });

  it('and whoever picks themselves is shown to the organisation department', async () => {
    await world.say('liaison-fin', '/报送人选 韩联络 赵一');
    expect(world.last('liaison-fin')).toContain('人选中有您本人，已向县委组织部注明');
    await world.say('org', `/名额进度 ${classId}`);
    await world.press('org', '汇总成名单');
    expect(world.last('org')).toContain('报送人本人在内 1 人，请核对：韩联络');
    await world.say('org', `/为什么 ${classId} 韩联络`);
    expect(world.last('org')).toContain('报送人为本人');
  });

  it('and a unit picks again, more than its seats or others’ people never, and sends nobody with a reason', async () => {
    await world.say('liaison-agri', '/报送人选 李四 周五');
    expect(world.last('liaison-agri')).toContain('选了 2 人，多于名额 1 个，未报送');
    await world.say('liaison-agri', '/报送人选 赵一');
    expect(world.last('liaison-agri')).toContain('赵一不是县农业农村局可以报送的人员');
    await world.press('liaison-agri', '不派人');
    await world.say('liaison-agri', '春耕任务集中');
    expect(world.last('liaison-agri')).toContain('县农业农村局不派人，理由：春耕任务集中');
    await world.say('liaison-agri', '/报送人选 周五');
    await world.say('org', `/调整名额 ${classId} 县农业农村局 0`);
    expect(world.last('org')).toContain('县农业农村局已报 1 人，名额不能少于已报人数');
  });

  it('and what a unit changes after the list was gathered is told to whoever drew it', async () => {
    await world.say('liaison-fin', '/报送人选 赵一');
    await world.say('org', `/名额进度 ${classId}`);
    await world.press('org', '汇总成名单');
    await world.say('head-fin', '/报送人选 钱二');
    expect(world.last('org')).toContain('县财政局更改了“中青年干部培训班”的人选');
    await world.say('org', `/名额进度 ${classId}`);
    await world.press('org', '汇总成名单');
    await world.press('org', '确认发出');
    expect(world.screen('qian')).toContain('选调您参加');
    expect(world.screen('zhao')).not.toContain('选调您参加');
  });

  it('and the last day is moved, and all of it is cancelled with a reason', async () => {
    await world.say('org', `/名额截止 ${classId} 3天`);
    expect(world.last('org')).toContain('报送截止已改为3月5日 周四，已告知 4 个单位');
    await world.say('org', `/取消名额 ${classId} 改为点名调训`);
    await world.press('org', '确认取消');
    expect(world.last('liaison-fin')).toContain('的名额分配已取消，无需报送人选');
    await world.say('liaison-fin', '/报送人选 赵一');
    expect(world.last('liaison-fin')).toBe('目前没有需要您单位报送人选的名额。');
    await world.say('org', `/分配名额 ${classId} 2 2天 科级副职`);
    expect(world.last('org')).toContain('名额分配预览');
  });
});
