import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { ManualClock } from '../../../src/clock.ts';
import { backupStore } from '../../../src/embedded/backup.ts';
import { settle } from '../../../src/start/settle.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { startTenant, type Tenant, webhookRobot } from '../../helpers/tenant.ts';

const clock = new ManualClock(beijingTime('2026-03-02', '10:07'));
const address = `https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=${webhookRobot.key}`;
const appSecret = 'h8Xk2mQ9rT4vW7yZ1aB3cD5eF6gH8jK0lM2nP4qR6';
let tenant: Tenant;
beforeAll(async () => {
  tenant = await startTenant({ clock });
  await teachClass(tenant.running.store, ['zhao', 'qian', 'sun']);
});
afterAll(() => tenant.stop());

async function say(vendor: 'wecom' | 'dingtalk', userId: string, text: string): Promise<void> {
  await tenant.emulator.say({ vendor, userId, text });
  await settle({ ...tenant.running, emulator: tenant.emulator }, clock);
}

/** Every byte of a backup taken now. */
async function backedUp(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'xuece-backup-'));
  const backup = join(folder, 'backup');
  await backupStore(String(tenant.environment.DATA_DIR), backup, clock.now());
  const bytes = readdirSync(backup).map((name) => readFileSync(join(backup, name)).toString('latin1'));
  rmSync(folder, { recursive: true });
  return bytes.join('');
}

it('a secret said in any wrong place is in no byte of the data, of a backup or of the log', async () => {
  for (const typed of [
    `/通知 2026-01 请用 ${address} 发送`,
    `/资料 2026-01 案例 ${address}`,
    `/班级群 ${address}`,
    `/班级群 2099-01 ${address}`,
    `绑定本群 ${address}`,
    `请假 ${webhookRobot.key}`,
    address,
    webhookRobot.key,
    `corpsecret=${appSecret}`,
    appSecret,
  ])
    await say('wecom', 'teacher', typed);
  await say('dingtalk', 'teacher', `/班级群 2026-01 ${address}`);
  await say('wecom', 'zhao', `/班级群 2026-01 ${address}`);
  const bytes = await backedUp();
  expect(bytes).toContain('receipts');
  for (const secret of [webhookRobot.key, appSecret]) {
    expect(bytes.includes(secret)).toBe(false);
    expect(tenant.logged.join('\n')).not.toContain(secret);
  }
});
