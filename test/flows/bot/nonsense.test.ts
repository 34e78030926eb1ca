import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { chatWords } from '../../../src/bot/words.ts';
import { ManualClock } from '../../../src/clock.ts';
import { wecomCallback } from '../../fuzz/wecom-callbacks.ts';
import { openClass } from '../../helpers/class.ts';
import { sendSurvey } from '../../helpers/survey.ts';
import { startTenant, type Tenant } from '../../helpers/tenant.ts';
import { World, worldStartsAt } from '../../helpers/world.ts';
import { eventXml, pressXml, selectedItems } from '../../platforms/wecom/callbacks.ts';

const clock = new ManualClock(worldStartsAt);
let tenant: Tenant;
let world: World;
let classId: string;
let survey: string;

beforeAll(async () => {
  tenant = await startTenant({ clock });
  world = new World({ ...tenant.running, emulator: tenant.emulator }, clock, 'wecom', 'none', tenant.logged);
  classId = await openClass(world, { named: 2 });
  survey = await sendSurvey(world, '县财政局', '3');
  await world.press('qian', '开始填写');
});
afterAll(() => tenant.stop());

/** WeCom says, signed and sealed, what nobody pressed. @returns the status */
async function callback(xml: string): Promise<number> {
  const { query, body } = wecomCallback(xml, clock.now().getTime());
  const url = `${tenant.running.url}/wecom/callback?${query}`;
  return (await fetch(url, { method: 'POST', body: new Uint8Array(body) })).status;
}

/** A press of this key by this person, at a second of its own. */
function pressed(userId: string, key: string, taskId: string, items = ''): string {
  clock.advanceMs(1_000);
  const second = String(Math.floor(clock.now().getTime() / 1000));
  return pressXml({ key, taskId, code: `c${second}`, items })
    .replace('LiSi', userId)
    .replace('1700000000', second);
}

/** Everything that may ever follow follows: hours pass, in which whatever waits is tried again. */
async function hoursLater(): Promise<void> {
  for (let step = 0; step < 6; step += 1) {
    await tenant.running.app.settle();
    clock.advanceMs(15 * 60_000);
  }
}

async function cardOf(cadreId: string, id: RegExp): Promise<string> {
  const rows = await tenant.running.store.sentCards.openCards(cadreId, clock.now(), 20);
  const row = rows.find(({ message }) => message.kind === 'card' && id.test(message.id));
  if (row?.cardRef === undefined) throw new Error(`${cadreId} has no open card ${id}`);
  return row.cardRef;
}

/** What a callback did: to the person's screen, to the dead-letter list, to the log. */
async function follows(userId: string, xml: string) {
  const { receipts } = tenant.running.store;
  const before = {
    screen: world.items(userId).length,
    dead: (await receipts.dead(100)).length,
    log: tenant.logged.length,
  };
  const statuses = [await callback(xml), await callback(xml)];
  await hoursLater();
  expect(statuses).toEqual([200, 200]);
  expect(await receipts.open()).toBe(0);
  const failures = tenant.logged.slice(before.log).filter((line) => line.includes('could not be handled'));
  const dead = (await receipts.dead(100)).length - before.dead;
  return {
    said: world.items(userId).length - before.screen,
    last: world.last(userId),
    dead,
    attempts: failures.length,
  };
}

describe('a well signed press that makes no sense is answered once and calmly', () => {
  it('when its action is nobody’s', async () => {
    const card = await cardOf('zhao', /^call-up:/);
    const { last, ...rest } = await follows('zhao', pressed('zhao', 'no.such.action?x=1', card));
    expect(rest).toEqual({ said: 1, dead: 0, attempts: 0 });
    expect(last).toBe(chatWords.cardTooOld);
    expect(await cardOf('zhao', /^call-up:/)).toBe(card);
  });

  it('when it lacks a fact: the card is taken for one of an earlier version', async () => {
    const card = await cardOf('zhao', /^call-up:/);
    const { last, ...rest } = await follows('zhao', pressed('zhao', 'call-up.answer', card));
    expect(rest).toEqual({ said: 1, dead: 0, attempts: 0 });
    expect(last).toBe(chatWords.cardTooOld);
    expect(await cardOf('zhao', /^call-up:/)).toBe(card);
  });

  it('when the card is unknown or somebody else’s', async () => {
    const others = await cardOf('zhao', /^call-up:/);
    for (const card of ['no-such-card', others]) {
      const { last, ...rest } = await follows('wu', pressed('wu', `call-up.answer?classId=${classId}`, card));
      expect(rest).toEqual({ said: 1, dead: 0, attempts: 0 });
      expect(last).toBe(chatWords.notYourCard);
    }
  });

  it('when what was chosen is no option, too much or nothing; the question stays open', async () => {
    const card = await cardOf('qian', new RegExp(`^survey:${survey}`));
    const question = (await tenant.running.store.surveys.byId(survey))?.questions[0]?.id;
    for (const chosen of [['no-option'], ['a', 'b', 'c', 'd', 'no-option'], []]) {
      const key = `survey.answer?survey=${survey}&question=${question}`;
      const { last, ...rest } = await follows('qian', pressed('qian', key, card, selectedItems(chosen)));
      expect(rest).toMatchObject({ dead: 0, attempts: 0 });
      expect(rest.said).toBeGreaterThan(0);
      expect(last).not.toContain('编号');
    }
    expect((await tenant.running.store.surveyAnswers.byId(survey, 'qian'))?.answers).toEqual([]);
  });

  it('when its facts name what does not exist', async () => {
    const card = await cardOf('zhao', /^call-up:/);
    const { last, ...rest } = await follows('zhao', pressed('zhao', 'call-up.answer?classId=1999-99', card));
    expect(rest).toEqual({ said: 1, dead: 0, attempts: 0 });
    expect(last).toMatch(/。$/);
  });
});

describe('what no handler can take ends on the dead-letter list', () => {
  it('after five attempts, with one calm word to the person', async () => {
    const card = await cardOf('zhao', /^call-up:/);
    const broken = vi.spyOn(tenant.running.store.callUps, 'byId').mockRejectedValue(new Error('a row nobody can read'));
    const { last, ...rest } = await follows('zhao', pressed('zhao', `call-up.answer?classId=${classId}`, card));
    broken.mockRestore();
    expect(rest).toEqual({ said: 1, dead: 1, attempts: 5 });
    expect(last).toContain('这一步未能办理，原因已记录');
  });

  it.each([
    ['XML that is none', '<xml><MsgType>text'],
    ['an event without its sender', eventXml('template_card_event').replace('LiSi', '')],
    ['a press without its card', pressXml({ key: 'call-up.answer', taskId: '' })],
    ['a time that is none', eventXml('enter_agent').replace('1700000000', 'soon')],
  ])('at once, without an attempt: %s of WeCom', async (_what, xml) => {
    expect(await follows('zhao', xml)).toMatchObject({ said: 0, dead: 1, attempts: 0 });
  });

  it('at once: JSON of DingTalk that says nothing; tried again it ends there again and reaches nobody', async () => {
    const { running, emulator } = tenant;
    const timestamp = String(clock.now().getTime());
    const sign = createHmac('sha256', 'ding-secret').update(`${timestamp}\nding-secret`).digest('base64');
    const body = '{"msgId":[],"robotCode":7}';
    const before = emulator.calls().length;
    const answer = await fetch(`${running.url}/dingtalk/robot`, { method: 'POST', headers: { timestamp, sign }, body });
    expect(answer.status).toBe(200);
    await hoursLater();
    const dead = await running.store.receipts.dead(100);
    const mine = dead.find(({ update }) => update.from.platform === 'dingtalk');
    expect(mine?.error).toMatch(/robot message/);
    await running.store.receipts.retry(mine?._id ?? '', clock.now());
    await hoursLater();
    expect(await running.store.receipts.open()).toBe(0);
    expect(emulator.calls().length).toBe(before);
    expect(await running.store.undelivered.refused(10)).toEqual([]);
  });
});
