import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { text } from '../../src/chat/message.ts';
import { deliveriesCommand } from '../../src/cli/deliveries.ts';
import { ManualClock } from '../../src/clock.ts';
import { startEmbeddedStore } from '../../src/embedded/index.ts';
import { Outbox } from '../../src/outbox/outbox.ts';
import { readConfig } from '../../src/start/config.ts';
import { openStore } from '../../src/stores.ts';
import { claimOldest } from '../helpers/claim-oldest.ts';
import { quietHours } from '../helpers/sending.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'xuece-cli-'));
const config = readConfig({ DATA_DIR: dataDir, EMULATOR: 'on' });
const clock = new ManualClock(new Date('2026-03-02T01:00:00Z'));

/** One message to somebody who has no account anywhere, and one update that no handler could take. */
beforeAll(async () => {
  const embedded = await startEmbeddedStore({ dataDir });
  const store = await openStore(embedded.uri);
  const outbox = new Outbox(store, clock, ['wecom'], quietHours, () => undefined);
  await outbox.add([{ cadreId: 'nobody', message: text('通知'), key: 'notice:1' }]);
  const now = clock.now();
  await store.receipts.add([
    {
      _id: 'wecom:1',
      update: {
        kind: 'said',
        id: 'wecom:1',
        from: { platform: 'wecom', userId: 'li' },
        at: 0,
        text: '',
        where: 'single',
      },
      state: 'new',
      dueAt: now,
      leaseUntil: now,
      attempts: 0,
      receivedAt: now,
      order: 1,
      openFor: 'wecom:li',
    },
  ]);
  await store.receipts.failed(await claimOldest(store.receipts, now), 'TypeError: no such field', 'dead');
  await store.close();
  await embedded.close();
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

async function run(...args: string[]): Promise<{ code: number; printed: string }> {
  const lines: string[] = [];
  const code = await deliveriesCommand(args, config, (line) => lines.push(line));
  return { code, printed: lines.join('\n') };
}

describe('xuece deliveries', () => {
  it('says in Chinese why a message or an update is on the list, with the code in brackets', async () => {
    const { code, printed } = await run();
    expect(code).toBe(0);
    expect(printed).toBe(
      [
        '未能送达的消息 1 条：',
        '- notice:1　收件人 nobody　原因：信息库中没有此人可用的企业微信或钉钉账号（unreachable）',
        '未能处理的来信 1 条：',
        '- wecom:1　3月2日 周一 09:00　原因：程序处理时出错，请联系系统管理员（TypeError: no such field）',
      ].join('\n'),
    );
  });

  it('puts one back on request, and says so when there is no such one', async () => {
    expect(await run('retry', 'wecom:1')).toEqual({ code: 0, printed: '已放回队列：wecom:1' });
    expect((await run()).printed).toContain('未能处理的来信 0 条');
    expect(await run('retry', 'wecom:2')).toEqual({ code: 1, printed: '没有这一条：wecom:2' });
  });
});
