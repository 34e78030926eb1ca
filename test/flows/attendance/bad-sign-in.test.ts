import { describe, expect, it, onTestFinished } from 'vitest';
import type { VendorRules } from '../../../src/emulator/rules.ts';
import { variants } from '../../helpers/county.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { ask } from '../../helpers/told.ts';
import { startWorld, type World } from '../../helpers/world.ts';

const classId = '2026-01';
const hourMs = 3600_000;

describe.each(variants)('signing in, as it should not be, on %s', (variant) => {
  const start = async (rules: Partial<VendorRules> = {}): Promise<World> => {
    const world = await startWorld(variant, rules);
    onTestFinished(() => world.stop());
    await teachClass(world.running.store, ['zhao', 'qian', 'sun', 'li']);
    return world;
  };
  const signedIn = async (world: World) =>
    (await world.running.store.signIns.ofClass(classId)).map(({ cadreId, sessionId }) => `${cadreId} ${sessionId}`);

  it('before and after its window, and by somebody who is in no class, is refused with the reason and enters nothing', async () => {
    const world = await start();
    await world.at('2026-03-16', '07:50');
    expect(await ask(world, 'zhao', '签到')).toContain('签到将于3月16日 周一 08:00开始');
    await world.at('2026-03-16', '08:21');
    expect(await ask(world, 'wu', '签到')).toContain('现在没有需要您签到的课程');
    expect(await ask(world, 'wu', `/签到 ${classId}`)).toContain('没有办理这一事项的权限');
    expect(await signedIn(world)).toEqual([]);
    await world.at('2026-03-16', '11:31');
    expect(await ask(world, 'qian', '签到')).toMatch(/“开班式暨入学教育”签到已于3月16日 周一 11:30结束/);
    expect(await signedIn(world)).toEqual([]);
  });

  it('twice is one sign-in, and says when the first one was; the next half-day is signed in to apart', async () => {
    const world = await start();
    await world.at('2026-03-16', '08:21');
    await world.press('zhao', '签到');
    await world.advanceMinutes(20);
    expect(await ask(world, 'zhao', '签到')).toContain('您已于3月16日 周一 08:21签到');
    expect(await signedIn(world)).toEqual([`zhao ${classId}-01`]);
    expect(await ask(world, 'zhao', '/签到 下午')).not.toMatch(/签到成功|已签到/);
    await world.at('2026-03-16', '14:10');
    expect(await ask(world, 'zhao', '签到')).toContain('签到成功');
    expect((await signedIn(world)).sort()).toEqual([`zhao ${classId}-01`, `zhao ${classId}-02`]);
  });

  it('after having left the class is not taken, neither typed nor on the card that was sent before; taken back, it is', async () => {
    const world = await start();
    await world.at('2026-03-16', '08:14');
    await world.say('org', `/退学 ${classId} 钱二 擅自离校`);
    await world.press('org', '确认退学');
    expect(await ask(world, 'qian', '签到')).toContain('现在没有需要您签到的课程');
    const card = world.emulator.conversation(world.vendor, 'qian').filter(({ body }) => body.kind === 'card');
    for (const { item, body } of card)
      if (body.kind === 'card')
        for (const { key, label } of body.buttons.filter((each) => each.label === '签到')) {
          await world.emulator.press({ vendor: world.vendor, userId: 'qian', item, button: key, choices: [] });
          await world.settle();
          expect(world.last('qian'), label).not.toMatch(/签到成功|已签到/);
        }
    expect(await signedIn(world)).toEqual([]);
    await world.say('org', `/保留学籍 ${classId} 钱二 核实有误`);
    expect(await ask(world, 'qian', '签到')).toContain('签到成功');
    expect(await signedIn(world)).toEqual([`qian ${classId}-01`]);
  });

  it.each([hourMs, -hourMs])('by a clock that is %s ms off counts by when it arrived', async (stampsOffMs) => {
    const world = await start({ stampsOffMs });
    await world.at('2026-03-16', '07:50');
    expect(await ask(world, 'zhao', '签到')).toContain('签到将于3月16日 周一 08:00开始');
    await world.at('2026-03-16', '08:21');
    expect(await ask(world, 'zhao', '签到')).toContain('08:21签到，按时出勤');
    await world.at('2026-03-16', '08:46');
    await world.press('qian', '签到');
    expect(await ask(world, 'qian', '签到')).toContain('您已于3月16日 周一 08:46签到');
    const marks = await world.running.store.signIns.ofClass(classId);
    expect(marks.map(({ at }) => at.toISOString()).sort()).toEqual([
      expect.stringMatching(/^2026-03-16T00:21/),
      expect.stringMatching(/^2026-03-16T00:46/),
    ]);
    await world.at('2026-03-16', '11:31');
    expect(await ask(world, 'sun', '签到')).toContain('签到已于3月16日 周一 11:30结束');
  });

  it('to a lesson that was called off is refused, and so is every entry by staff for it', async () => {
    const world = await start();
    await world.at('2026-03-16', '08:14');
    await world.say('teacher', `/停课 ${classId} 1`);
    await world.press('teacher', '确认变更');
    expect(await ask(world, 'zhao', '签到')).toContain('签到将于3月16日 周一 14:00开始');
    for (const words of ['补签', '撤签'])
      expect(await ask(world, 'teacher', `/${words} ${classId} 赵一 今天 上午 本人到课`), words).toMatch(
        /没有课程|没有签到或考勤登记/,
      );
    expect(await ask(world, 'teacher', `/早退 ${classId} 赵一 今天 08:10 提前离开`)).toContain('没有正在进行的课程');
    expect(await ask(world, 'teacher', `/点到 ${classId} 全部到课`)).toContain('还没有到签到时间，不能点到');
    expect(await ask(world, 'teacher', `/记分 ${classId} 赵一 课堂互动 提问 主动提问`)).toContain(
      '按课次记分，但还没有已开始的课程',
    );
    expect(await signedIn(world)).toEqual([]);
    expect(await world.running.store.scoreEvents.ofClass(classId)).toEqual([]);
  });

  it('to a class that was withdrawn is refused', async () => {
    const world = await start();
    await world.at('2026-03-16', '08:14');
    await world.say('org', `/撤班 ${classId} 与全县重点工作冲突`);
    await world.press('org', '确认撤班');
    expect(await ask(world, 'zhao', '签到')).toContain('现在没有需要您签到的课程');
    expect(await signedIn(world)).toEqual([]);
  });
});
