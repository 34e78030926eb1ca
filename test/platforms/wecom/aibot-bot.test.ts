import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import type { Card } from '../../../src/chat/message.ts';
import { ManualClock } from '../../../src/clock.ts';
import { settle } from '../../../src/start/settle.ts';
import { aibotInsteadOfApp, startTenant, type Tenant } from '../../helpers/tenant.ts';

const clock = new ManualClock(beijingTime('2026-03-02', '10:07'));
let tenant: Tenant;
beforeAll(async () => {
  tenant = await startTenant({ clock, environment: aibotInsteadOfApp });
});
afterAll(() => tenant.stop());

const everything = () => settle({ ...tenant.running, emulator: tenant.emulator }, clock);

/** This person writes to the robot. @returns what the bot answered there, as the vendor keeps it */
async function asked(userId: string, said: string): Promise<string[]> {
  const before = answers(userId).length;
  tenant.emulator.wecom.askAibot(userId, { kind: 'text', text: said });
  await everything();
  return answers(userId).slice(before);
}

function answers(userId: string): string[] {
  const { aibotChat } = tenant.emulator.wecom;
  const items = tenant.emulator.conversation('wecom', userId, aibotChat);
  return items.filter(({ from }) => from === 'bot').map(({ body }) => JSON.stringify(body));
}

const callUp: Card = {
  kind: 'card',
  id: 'call-up:2026-01',
  task: { name: '点名调训' },
  title: '点名调训',
  lines: ['请于 3 月 16 日报到。'],
  fields: [],
  buttons: [{ label: '确认参加', press: { action: 'todo.show', data: { key: 'k' } } }],
};

describe('the bot with an AI robot in place of the WeCom app', () => {
  it('has an address that WeCom can save', async () => {
    // The app, which the bot does not know here, has the same address and other keys.
    expect(await tenant.emulator.verifyUrls()).toEqual([expect.not.stringContaining('智能机器人')]);
  });

  it('answers 待办', async () => {
    expect(await asked('zhao', '待办')).toEqual([expect.stringContaining('您目前没有待办事项。')]);
  });

  it('sends to DingTalk what nobody asked for, and shows it to whoever asks', async () => {
    const { outbox } = tenant.running.app;
    await outbox.add([{ cadreId: 'zhao', message: callUp, key: 'k1' }]);
    await everything();
    const moved = { state: 'refused', error: 'no-answer-address', movedTo: 'k1@dingtalk' };
    expect(await tenant.running.store.deliveries.byKey('k1')).toMatchObject(moved);
    expect(JSON.stringify(tenant.emulator.conversation('dingtalk', 'zhao'))).toContain('点名调训');
    expect(await asked('zhao', '待办')).toEqual([expect.stringContaining('第 1 项：点名调训')]);
    expect(await asked('zhao', '1')).toEqual([expect.stringContaining('确认参加')]);
  });

  it('takes nobody for gone because the robot sees no contacts', async () => {
    expect(await tenant.running.app.scheduler.plan('reconcile-contacts-wecom')).toEqual([]);
    await tenant.running.app.scheduler.runNow('reconcile-contacts-wecom');
    expect(await tenant.running.store.unreachable.on('wecom')).toEqual([]);
  });
});
