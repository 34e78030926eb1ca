import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openClass } from '../../helpers/class.ts';
import { variants } from '../../helpers/county.ts';
import { startWorld, type World } from '../../helpers/world.ts';

describe.each(variants)('why somebody is on a list or not, on %s', (variant) => {
  let world: World;
  let classId: string;
  beforeEach(async () => {
    world = await startWorld(variant);
    classId = await openClass(world);
  });
  afterEach(() => world.stop());

  const why = async (name: string) => {
    await world.say('org', `/为什么 ${classId} ${name}`);
    return world.last('org');
  };

  it('is answered for the list that was drawn, whatever became of the base since', async () => {
    expect(await why('韩联络')).toContain('尚未提出名单。按目前情况，韩联络');
    await world.say('org', `/点名 ${classId} 1 科级副职`);
    expect(await why('赵一')).toContain('赵一列第 1 位，目前已核对。\n2026年3月2日的名单面向乡科级副职，名额 1 人');
    await world.press('org', '确认发出');
    const answer = await why('韩联络');
    expect(answer).toContain('韩联络未列入名单。\n2026年3月2日的名单面向乡科级副职，名额 1 人，递补 1 人。\n原因：');
    expect(answer).toContain('职务层次为科员及以下，本次名单面向乡科级副职。');
    expect(answer).not.toContain('已满');
    await world.running.store.cadres.change([{ id: 'liaison-fin', field: 'rankLevel', to: 'townshipDeputy' }]);
    expect(await why('韩联络')).toBe(answer);
    expect(await why('孙三')).toContain('按培训需求列第 3 位，名额 1 人、递补 1 人已满。');
  });

  it('tells what people decided since: a substitute, a call-up taken back, somebody called up once more', async () => {
    await world.say('org', `/点名 ${classId} 1 科级副职`);
    await world.press('org', '确认发出');
    await world.press('zhao', '申请免调');
    await world.press('zhao', '下一步', ['因病']).catch(() => world.say('zhao', '1'));
    await world.say('zhao', '因病住院，近期不能参加');
    await world.press('org', '同意并递补');
    expect(await why('钱二')).toContain('钱二原为递补人选（第 2 位），目前已发通知，待答复。');
    expect(world.last('org')).toContain('· 2026年3月2日周组织由其递补赵一。');
    await world.say('org', `/撤销调训 ${classId} 钱二 另有重要任务`);
    await world.press('org', '确认撤销');
    expect(await why('钱二')).toContain('周组织撤销调训，理由：另有重要任务。');
    await world.say('org', `/增补 ${classId} 赵一 病已康复`);
    await world.press('org', '确认增补');
    const answer = await why('赵一');
    expect(answer).toMatch(/列入理由：\n· 本年度应完成脱产培训90学时/);
    expect(answer).toMatch(/办理经过：\n· .*同意免调。\n· .*增补，理由：病已康复。/);
    await world.press('zhao', '调训理由');
    expect(world.last('zhao')).toContain('经县委组织部研究增补，理由：病已康复。\n· 本年度应完成');
  });

  it('says of somebody added by hand why the list had not named them', async () => {
    await world.say('org', `/点名 ${classId} 1 科级副职`);
    await world.press('org', '确认发出');
    await world.say('org', `/增补 ${classId} 孙三 工作需要`);
    await world.press('org', '确认增补');
    const answer = await why('孙三');
    expect(answer).toContain('孙三为名单发出后增补');
    expect(answer).toContain('当时未列入的原因：\n· 按培训需求列第 3 位');
    expect(answer).toContain('增补，理由：工作需要。');
  });
});
