import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { CAPABILITIES } from '../../src/chat/capabilities.ts';
import { monthOf } from '../../src/outbox/quota.ts';
import { quotaWords } from '../../src/outbox/quota-words.ts';

/** `/用量`: how much of a platform's monthly allowance the company has used. */
export function quota(router: Router): void {
  router.command(
    {
      names: ['用量', 'quota'],
      action: 'delivery.inspect',
      right: 'county',
      example: '/用量',
      about: '查看本月钉钉接口和消息用量',
      next: '列出本月用量，不作改动。',
    },
    showUsage,
  );
}

async function showUsage(ctx: Context): Promise<void> {
  const month = monthOf(ctx.now);
  const row = await ctx.store.usage.of(CAPABILITIES.monthlyAllowance, month);
  if (row === null) return ctx.reply(quotaWords.none);
  const [year = 0, number = 1, day = 1] = beijingDateOf(ctx.now).split('-').map(Number);
  await ctx.reply(quotaWords.usage(month, row, day, new Date(Date.UTC(year, number, 0)).getUTCDate()));
}
