import { afterEach, describe, expect, it } from 'vitest';
import { variants } from '../../helpers/county.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { startWorld, type World } from '../../helpers/world.ts';

const classId = '2026-01';
let world: World;
afterEach(() => world.stop());

/** The class of 16 to 27 March on the Friday before, with 赵一 and 钱二; 赵一 wants it in the calendar. */
async function wanted(variant: (typeof variants)[number]): Promise<void> {
  world = await startWorld(variant);
  await teachClass(world.running.store, ['zhao', 'qian']);
  await world.at('2026-03-13', '09:00');
  await world.say('zhao', '日历 开');
}

/** What is wanted is noted by one run of the job and sent by the next. */
async function keep(minutes = 20): Promise<void> {
  for (let left = minutes; left > 0; left -= 10) {
    await world.advanceMinutes(10);
    await world.settle();
  }
}

const calendar = (userId: string) => world.emulator.calendar(world.vendor, userId);
const path = () => (world.vendor === 'wecom' ? 'oa/schedule/add' : '/v1.0/calendar/users');
const unkept = async () =>
  (await world.running.store.calendarEntries.ofClasses([classId])).filter((row) => row.kept !== row.revision);

describe.each(variants)('on %s the days of class', (variant) => {
  it('stand in the calendar of who wants that, one entry a day with its lessons, and of nobody else', async () => {
    await wanted(variant);
    await keep();
    const sessions = await world.running.store.sessions.ofClass(classId);
    expect(calendar('zhao')).toHaveLength(new Set(sessions.map(({ dateOn }) => dateOn)).size);
    expect(calendar('zhao')[0]).toMatchObject({
      title: '中青年干部培训班上课',
      startsAtMs: sessions[0]?.startsAt.getTime(),
    });
    expect(calendar('zhao')[0]?.description).toContain(sessions[0]?.title);
    expect(calendar('qian')).toEqual([]);
    expect(world.logged).toEqual([]);
  });

  it('change in place when a lesson does, and go when the person does not want them or leaves the class', async () => {
    await wanted(variant);
    await world.say('qian', '日历 开');
    await keep();
    const before = calendar('qian').map(({ id }) => id);
    await world.say('teacher', `/改课 ${classId} 1 地点 第二教室`);
    await world.press('teacher', '确认变更');
    await keep();
    expect(calendar('qian')[0]).toMatchObject({ id: before[0], place: '第二教室' });
    await world.say('zhao', '日历 关');
    await world.running.store.enrollments.move(classId, 'qian', 'withdrawn');
    await keep();
    expect([calendar('zhao'), calendar('qian')]).toEqual([[], []]);
    await world.say('zhao', '日历 开');
    await keep();
    expect(calendar('zhao')).toHaveLength(before.length);
  });

  it('go when the class is withdrawn', async () => {
    await wanted(variant);
    await keep();
    await world.say('org', `/撤班 ${classId} 与重点工作冲突`);
    await world.press('org', '确认撤班');
    await keep();
    expect(calendar('zhao')).toEqual([]);
  });

  it.each(['accept-then-reset', 'gateway-timeout', 'server-error', 'rate-limit', 'unavailable'] as const)(
    'stand there once after %s',
    async (fault) => {
      await wanted(variant);
      world.emulator.fault({ vendor: world.vendor, where: 'api', fault, times: 3, path: path() });
      await keep(60);
      const days = calendar('zhao').map(({ startsAtMs }) => startsAtMs);
      expect(days).toHaveLength(new Set(days).size);
      expect(await unkept()).toEqual([]);
      expect(days.length).toBeGreaterThan(5);
    },
  );

  it('are left out where the app may not write there: messages go on, and the system admins are told once', async () => {
    await wanted(variant);
    const code = world.vendor === 'wecom' ? '48002' : 'Forbidden.AccessDenied.AccessTokenPermissionDenied';
    world.emulator.fault({
      vendor: world.vendor,
      where: 'api',
      fault: 'refuse',
      code,
      times: 50,
      path: world.vendor === 'wecom' ? 'oa/' : path(),
    });
    await keep(60);
    expect(calendar('zhao')).toEqual([]);
    expect(world.last('admin')).toContain('未向本应用开放日历权限');
    await world.say('zhao', '待办');
    expect(world.last('zhao')).not.toBe('待办');
    const told = world.items('admin').filter(({ body }) => JSON.stringify(body).includes('日历权限'));
    expect(told).toHaveLength(1);
  });
});
