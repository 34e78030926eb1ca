import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { blankRoster, blankRosterNames } from '../../../src/county/roster/blank-rosters.ts';
import { type BareBot, bothRuns, startBareBot } from '../../helpers/bare-bot.ts';
import { variants } from '../../helpers/county.ts';
import { startWorld } from '../../helpers/world.ts';

let bot: BareBot;
beforeEach(async () => {
  bot = await startBareBot();
});
afterEach(() => bot.stop());

const header = '姓名,单位,职务,性别,出生年月,参加工作时间,任现职时间,层级,类别,人员编号';
const sheet = (...lines: string[]) => Buffer.from([header, ...lines, ''].join('\n'));
const lin = (unit: string, birth = '1990-05') => `林新,${unit},科员,女,${birth},2012-07,2020-03,科员及以下,党政机关,X1`;
const unitName = async () => (await bot.store.units.byId('u-fin'))?.name ?? '';

describe('a roster sent in the conversation', () => {
  it('is filled in on an empty sheet that whoever may import gets, by name or by choosing one', async () => {
    await bot.say('org', '/空表 任免表');
    expect(await bot.last('org')).toContain('任免表.xlsx');
    await bot.say('org', '/空表');
    await bot.press('org', '单位表');
    expect(await bot.last('org')).toContain('单位表.xlsx');
    for (const name of blankRosterNames) {
      const blank = blankRoster(name);
      const sent = [blank?.title, blank?.columns.map(({ header }) => header).join(','), ''].join('\n');
      await bot.send('org', `${name}表.csv`, Buffer.from(sent));
      expect(await bot.last('org'), name).toContain('的 0 行与信息库一致');
    }
    await bot.say('zhao', '/空表 任免');
    expect(await bot.last('zhao')).not.toContain('任免表.xlsx');
  });

  it('is shown, its details come as a sheet, and it is stored by the button alone', async () => {
    await bot.send('org', '干部名册.csv', sheet(lin(await unitName())));
    expect(await bot.last('org')).toMatch(/请核对干部名册[\s\S]*共 1 行：新增 1 条，修改 0 处/);
    await bot.press('org', '发送明细');
    expect(await bot.last('org')).toContain('名册明细.xlsx');
    expect(await bot.store.cadres.byId('X1')).toBeNull();
    await bot.press('org', '确认导入');
    expect(await bot.store.cadres.byId('X1')).toMatchObject({ name: '林新' });
    await bot.send('org', '干部名册.csv', sheet(lin(await unitName())));
    expect(await bot.last('org')).toContain('与信息库一致，无需导入');
  });

  it('is taken back as one act: who is new goes, and what was changed is as before; imported once more it is there again', async () => {
    const zhao = `赵一,${await unitName()},预算科科长,女,1985-05,2008-07,2018-03,乡科级副职,党政机关,zhao`;
    const before = await bot.store.cadres.byId('zhao');
    for (const _ of [1, 2]) {
      await bot.send('org', '干部名册.csv', sheet(lin(await unitName()), zhao));
      await bot.press('org', '确认导入');
      expect((await bot.store.cadres.byId('zhao'))?.post).toBe('预算科科长');
      await bot.press('org', '撤销');
      expect(await bot.store.cadres.byId('X1')).toBeNull();
      expect(await bot.store.cadres.byId('zhao')).toEqual(before);
    }
  });

  it('is not taken back once somebody new in it has been called up', async () => {
    await bot.send('org', '干部名册.csv', sheet(lin(await unitName())));
    await bot.press('org', '确认导入');
    await bot.store.enrollments.enrol([
      {
        ...{ _id: '2026-01:X1', classId: '2026-01', cadreId: 'X1', unitId: 'u-fin', name: '林新', state: 'enrolled' },
        enrolledAt: bot.clock.now(),
      },
    ]);
    await bot.press('org', '撤销');
    expect(await bot.store.cadres.byId('X1')).toMatchObject({ name: '林新' });
  });

  it('with problems is not imported; they come as a sheet', async () => {
    await bot.send('org', '干部名册.csv', sheet(lin('县没有局', '1990-13')));
    expect(await bot.screen('org')).toMatch(/处需要更正，全部未导入/);
    expect(await bot.last('org')).toContain('名册问题.xlsx');
    expect(await bot.store.cadres.byId('X1')).toBeNull();
  });

  it('is not taken from whoever may not import, and not stored once it is cancelled', async () => {
    await bot.send('teacher', '干部名册.csv', sheet(lin(await unitName())));
    expect(await bot.last('teacher')).not.toContain('请核对');
    await bot.send('org', '干部名册.csv', sheet(lin(await unitName())));
    await bot.press('org', '取消');
    await expect(bot.press('org', '确认导入')).rejects.toThrow('has no button');
    expect(await bot.store.cadres.byId('X1')).toBeNull();
  });

  it('is shown anew where the information base has changed meanwhile', async () => {
    await bot.send('org', '干部名册.csv', sheet(lin(await unitName())));
    const [present] = await bot.store.cadres.many(['zhao']);
    if (present !== undefined)
      await bot.store.cadres.put([{ ...present, _id: 'X1', name: '林新', post: '股长', identities: {} }]);
    await bot.press('org', '确认导入');
    expect(await bot.last('org')).toContain('信息库在核对期间已有变化，未导入');
  });
});

it('an import broken off before any of its writes ends as one that was not', async () => {
  const [whole, broken] = await bothRuns(async (other, crashing) => {
    onTestFinished(() => other.stop());
    other.crashing = crashing;
    await other.send('org', '干部名册.csv', sheet(lin((await other.store.units.byId('u-fin'))?.name ?? '')));
    await other.press('org', '确认导入');
  });
  expect(broken?.crashes).toBeGreaterThan(2);
  expect(await broken?.dump()).toEqual(await whole?.dump());
});

describe.each(variants)('a roster sent in the conversation, on %s', (variant) => {
  it('is shown, stored by the button alone, and taken back as one act', async () => {
    const world = await startWorld(variant);
    onTestFinished(() => world.stop());
    const { cadres, units } = world.running.store;
    const unit = (await units.byId('u-fin'))?.name ?? '';
    await world.send('org', '干部名册.csv', sheet(lin(unit)));
    expect(world.last('org')).toMatch(/请核对干部名册[\s\S]*共 1 行：新增 1 条，修改 0 处/);
    expect(await cadres.byId('X1')).toBeNull();
    await world.press('org', '确认导入');
    expect(await cadres.byId('X1')).toMatchObject({ name: '林新' });
    await world.press('org', '撤销');
    expect(await cadres.byId('X1')).toBeNull();
  });

  it('that gives a unit two heads is not imported; the second line is named, and one head alone is taken', async () => {
    const world = await startWorld(variant);
    onTestFinished(() => world.stop());
    const { cadres, units } = world.running.store;
    const unit = await units.byId('u-fin');
    const headed = (...isHead: string[]) =>
      Buffer.from(
        [
          `${header},主要负责人`,
          ...isHead.map(
            (yes, at) =>
              `${lin(unit?.name ?? '')
                .replace('林新', `林${'甲乙'[at]}`)
                .replace('X1', `X${at}`)},${yes}`,
          ),
          '',
        ].join('\n'),
      );
    await world.send('org', '干部名册.csv', headed('是', '是'));
    expect(world.screen('org')).toMatch(/处需要更正，全部未导入/);
    expect(world.screen('org')).toContain('该单位的主要负责人已在第 2 行填写');
    expect(await cadres.byId('X0')).toBeNull();
    expect((await units.byId('u-fin'))?.headId).toBe('head-fin');
    await world.send('org', '干部名册.csv', headed('是', '否'));
    await world.press('org', '确认导入');
    expect((await units.byId('u-fin'))?.headId).toBe('X0');
    await world.press('org', '撤销');
    expect(await cadres.byId('X0')).toBeNull();
    expect((await units.byId('u-fin'))?.headId).toBe('head-fin');
  });
});
