import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const accounts = z.strictObject({
  wecom: z.strictObject({
    corpId: z.string(),
    agentId: z.string(),
    secret: z.string(),
    token: z.string(),
    encodingAesKey: z.string(),
  }),
  dingtalk: z.strictObject({
    appKey: z.string(),
    appSecret: z.string(),
    robotCode: z.string(),
    corpId: z.string(),
    eventToken: z.string(),
    eventAesKey: z.string(),
    cardTemplateId: z.string(),
    cardSecret: z.string(),
  }),
});

/** The demo company's credentials on both emulated platforms. */
export type DemoAccounts = z.infer<typeof accounts>;

/** The demo company's credentials: random, made at the first start and kept in the data folder, so that no two installations share one. */
export function demoAccounts(dataDir: string): DemoAccounts {
  const file = join(dataDir, 'demo-accounts.json');
  if (existsSync(file)) return accounts.parse(JSON.parse(readFileSync(file, 'utf8')));
  const made = makeAccounts();
  writeFileSync(file, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600 });
  return made;
}

function makeAccounts(): DemoAccounts {
  const appKey = `ding${letters(16)}`;
  return {
    wecom: {
      corpId: `ww${letters(16)}`,
      agentId: '1000002',
      secret: letters(43),
      token: letters(24),
      encodingAesKey: letters(43),
    },
    dingtalk: {
      appKey,
      appSecret: letters(64),
      robotCode: appKey,
      corpId: `ding${letters(24)}`,
      eventToken: letters(24),
      eventAesKey: letters(43),
      cardTemplateId: `${letters(24)}.schema`,
      cardSecret: letters(32),
    },
  };
}

/** Random letters and digits, in the form both vendors' consoles use. */
function letters(length: number): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
  return [...randomBytes(length)].map((byte) => alphabet[byte % alphabet.length]).join('');
}
