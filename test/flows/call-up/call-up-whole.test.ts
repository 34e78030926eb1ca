import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSheets } from '../../../src/sheets/read-sheets.ts';
import { openClass } from '../../helpers/class.ts';
import { variants } from '../../helpers/county.ts';
import { startWorld, type World } from '../../helpers/world.ts';

describe.each(variants)('a call-up from its list to the decision, on %s', (variant) => {
  let world: World;
  let classId: string;
  beforeEach(async () => {
    world = await startWorld(variant);
    classId = await openClass(world);
  });
  afterEach(() => world.stop());

  /** The newest file that this person was sent. */
  async function fileTo(who: string): Promise<Buffer> {
    const body = world.items(who).findLast((item) => item.body.kind === 'file')?.body;
    const url = body?.kind === 'file' ? body.url : '';
    return (
      (await world.running.store.files.load(new URL(url, 'http://emulator').searchParams.get('sha256') ?? '')) ??
      Buffer.alloc(0)
    );
  }

  it('passes over who had its topic within the year, as a topic of the class or of its lessons, and says so', async () => {
    const { cadres } = world.running.store;
    await cadres.change([
      { id: 'zhao', field: 'training.topicTags', to: [{ tag: '理论武装', on: '2025-10-10' }] },
      { id: 'qian', field: 'training.topicTags', to: [{ tag: '理论武装', on: '2024-10-10' }] },
    ]);
    await world.say('org', `/点名 ${classId} 2 科级副职`);
    expect(world.last('org')).not.toContain('赵一');
    expect(world.last('org')).toContain('钱二');
    await world.say('org', `/为什么 ${classId} 赵一`);
    expect(world.last('org')).toContain('已参加“理论武装”培训，12个月内不重复调训');
    await world.say('org', `/为什么 ${classId} 张林`);
    expect(world.last('org')).toContain('没有');
  });

  it('has its list as a sheet with sex, age, unit, post and a column for the signature', async () => {
    await world.say('org', `/点名 ${classId} 2 科级副职`);
    await world.press('org', '名单表格');
    await world.settle();
    const [sheet] = await readSheets(await fileTo('org'), '名单.xlsx');
    const rows = [...(sheet?.rows ?? [])].map(({ cells }) => [...cells.values()].map(({ text }) => text));
    expect(rows).toContainEqual(['序号', '姓名', '性别', '年龄', '单位', '职务', '理由', '审定意见（签字）']);
    expect(rows.find((row) => row.includes('赵一'))).toEqual(
      expect.arrayContaining(['赵一', '女', '40', '县财政局', '预算股股长']),
    );
  });

  it('why is answered for the list that was drawn: a 科员 is told that it was for others, not that seats were full', async () => {
    await world.say('org', `/点名 ${classId} 2 科级副职`);
    await world.press('org', '确认发出');
    await world.say('org', `/为什么 ${classId} 韩联络`);
    expect(world.last('org')).not.toContain('名额已满');
    expect(world.last('org')).toContain('乡科级副职');
  });

  it('a request to stay away goes to the whole department; one decides, the other’s card is closed, and the unit is told', async () => {
    await world.running.store.cadres.grant('admin', 'orgDept');
    await world.say('org', `/点名 ${classId} 2 科级副职`);
    await world.press('org', '送审');
    await world.press('admin', '审定并发出');
    await world.press('zhao', '申请免调');
    await world.press('zhao', '下一步', ['本人患病或住院']).catch(() => world.say('zhao', '1'));
    await world.say('zhao', '住院手术，附诊断证明');
    for (const who of ['org', 'admin']) expect(world.count(who, '住院手术')).toBe(1);
    await world.press('admin', '同意并递补');
    // A message that is no card keeps its link: a press on it is told who has decided.
    if (variant === 'dingtalk-markdown') {
      await world.press('org', '同意并递补');
      expect(world.last('org')).toContain('已由管理员办理');
    } else await expect(world.press('org', '同意并递补')).rejects.toThrow('org sees no button');
    expect(world.screen('liaison-fin')).toMatch(/赵一同志.*(免调|不再参加)/);
    expect((await world.running.store.callUps.byId(classId, 'zhao'))?.state).toBe('excused');
  });
});
