import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { ManualClock } from '../../../src/clock.ts';
import { backupStore } from '../../../src/embedded/backup.ts';
import { settle } from '../../../src/start/settle.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { holdAt, voters, votingOf } from '../../helpers/election.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { startTenant, type Tenant } from '../../helpers/tenant.ts';

const box = 'election:2026-01:1:1:班长';

/** Everything that is stored, without what is sealed, which chance makes different each time. */
async function everything(bot: BareBot): Promise<unknown> {
  const receipts = (await bot.receipts()).map((row) => {
    const { sealed, answer, ...rest } = row as { sealed?: object; answer?: { kind: string } };
    return { ...rest, isSealed: sealed !== undefined, answer: answer?.kind === 'sealed' ? 'sealed' : answer };
  });
  return { ...(await bot.dump()), receipts };
}

/** An election in which these are voted for, by a press and by typing; `counted` to its end. */
async function electionWith(votes: Readonly<Record<string, 'zhao' | 'qian'>>, counted: boolean): Promise<unknown> {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  await votingOf(bot, ['zhao', 'qian']);
  for (const [who, choice] of Object.entries(votes)) {
    if (who === 'li') await bot.say(who, choice === 'zhao' ? '投赵一' : '投钱二');
    else await bot.press(who, '提交', [choice]);
  }
  if (counted) await holdAt(bot, '2026-03-18', '17:39');
  return everything(bot);
}

it.each([false, true])('what is stored is the same whoever voted for whom (counted: %s)', async (counted) => {
  const one = await electionWith({ zhao: 'zhao', qian: 'zhao', sun: 'qian', li: 'zhao' }, counted);
  const other = await electionWith({ zhao: 'qian', qian: 'zhao', sun: 'zhao', li: 'zhao' }, counted);
  const third = await electionWith({ zhao: 'zhao', qian: 'zhao', sun: 'zhao', li: 'qian' }, counted);
  expect(other).toEqual(one);
  expect(third).toEqual(one);
  expect(JSON.stringify(one)).toContain('committee.vote');
});

/** A choice that occurs nowhere but in a vote. */
const canary = 'canary7f3a91';

it('no stored byte holds a choice: not the receipt, the meaning of what was typed, an id, the box, nor a freed page', async () => {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  await votingOf(bot, ['zhao', 'qian']);
  const data = { classId: '2026-01', election: '1', turn: '1', post: '1', sealed: canary };
  await bot.press('sun', '提交', [canary], { action: 'committee.vote', data });
  expect(await bot.last('sun')).toContain('不在该卡片上');
  await bot.say('sun', `投${canary}`);
  await bot.say('sun', `匿名 ${canary}`);
  const ballot = { cadreId: 'sun', byUpdate: 'test' };
  await bot.store.ballotBoxes.cast(box, ballot, { choice: canary });
  const holds = (text: string) => bot.storedBytes().includes(text);
  expect(holds(canary)).toBe(false);
  await bot.store.ballotBoxes.close(box);
  expect(await bot.store.ballotBoxes.read(box)).toEqual([{ choice: canary }]);
  expect(holds(canary)).toBe(false);
  await bot.store.ballotBoxes.destroy(box);
  expect(holds('ballotBoxes')).toBe(true);
  expect(holds(canary)).toBe(false);
});

const clock = new ManualClock(beijingTime('2026-03-16', '09:00'));

/** Every byte of the data folder, keys included, and of a backup taken now; of each file, by its name. */
async function bytesOf(tenant: Tenant): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'xuece-ballots-'));
  const dataDir = String(tenant.environment.DATA_DIR);
  await backupStore(dataDir, join(folder, 'backup'), clock.now());
  const parts = [dataDir, folder].flatMap((root) =>
    readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((each) => each.isFile())
      .map((each) => `${each.name}\n${readFileSync(join(each.parentPath, each.name)).toString('latin1')}`),
  );
  rmSync(folder, { recursive: true });
  return parts.join('\n');
}

it('on both platforms no byte of the data, of a backup or of the log holds a vote, and its keys end with the count', async () => {
  const tenant = await startTenant({ clock });
  onTestFinished(() => tenant.stop());
  const { running, emulator } = tenant;
  await teachClass(running.store, voters);
  const happen = () => settle({ ...running, emulator }, clock);
  const say = async (vendor: 'wecom' | 'dingtalk', userId: string, text: string) => {
    await emulator.say({ vendor, userId, text });
    await happen();
  };
  const runAt = async (dateOn: string, time: string) => {
    clock.moveTo(beijingTime(dateOn, time));
    for (const _ of [1, 2]) await running.app.scheduler.runNow('hold-elections');
    await happen();
  };
  /** Presses the newest button of this name with this option of the card's form. */
  const press = async (vendor: 'wecom' | 'dingtalk', userId: string, label: string, option?: string) => {
    for (const { item, body } of [...emulator.conversation(vendor, userId)].reverse()) {
      const button =
        body.kind === 'card' ? body.buttons.find((each) => each.label === label && !each.disabled) : undefined;
      if (body.kind !== 'card' || button === undefined) continue;
      const chosen = body.choice?.options.find((each) => each.label === option);
      const choices = chosen === undefined ? [] : [chosen.value];
      await emulator.press({ vendor, userId, item, button: button.key, choices });
      return happen();
    }
    throw new Error(`${userId} sees no ${label} on ${vendor}`);
  };
  await say('wecom', 'teacher', '/班委竞选 2026-01 班长');
  await press('wecom', 'teacher', '确认发起');
  await say('wecom', 'zhao', '班委竞选');
  await press('wecom', 'zhao', '我要报名');
  await runAt('2026-03-17', '17:34');
  for (const who of ['zhao', 'sun', 'li']) await say('wecom', who, '投票');
  await say('dingtalk', 'qian', '投票');
  await press('wecom', 'zhao', '提交', '投弃权票');
  await say('dingtalk', 'qian', `投${canary}`);
  await say('wecom', 'sun', `投${canary}`);
  await say('dingtalk', 'qian', '投反对票');
  await say('wecom', 'sun', '投反对票');
  await say('wecom', 'li', '投弃权票');
  expect((await running.store.ballotBoxes.byId(box))?.marks.length).toBe(4);
  // Cards name every option; a choice stands alone in the choices of a press, or in a text that was typed.
  const choice = /(?:choices|choice|text)[^\n]{0,24}(?:abstain|against|\u6295\u53cd\u5bf9\u7968)/;
  const open = await bytesOf(tenant);
  expect(open.includes('receipts')).toBe(true);
  for (const secret of [canary, '"choice":"']) expect(open.includes(secret)).toBe(false);
  expect(choice.test(open)).toBe(false);
  expect(tenant.logged.join('\n')).not.toContain(canary);
  await runAt('2026-03-18', '17:39');
  clock.moveTo(beijingTime('2026-03-19', '09:43'));
  await running.app.scheduler.runNow('destroy-keys');
  const counted = await bytesOf(tenant);
  for (const secret of [canary, '"choice":"']) expect(counted.includes(secret)).toBe(false);
  expect(readdirSync(join(String(tenant.environment.DATA_DIR), 'passing-keys'))).toEqual([]);
  expect((await running.store.elections.byId('2026-01:1'))?.rounds[0]?.results?.[0]).toMatchObject({
    against: 2,
    abstained: 2,
  });
});
