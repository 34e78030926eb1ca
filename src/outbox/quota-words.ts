import type { Spent } from '../chat/platform.ts';
import type { Reached } from './quota.ts';
import type { UsageRow } from './usage.ts';

const names: Readonly<Record<Spent, string>> = { call: '接口调用', push: '消息推送' };

export const quotaWords = {
  reached: ({ month, what, percent, used, allowed }: Reached) =>
    [
      `【用量提醒】${monthWords(month)}钉钉${names[what]}已用 ${used} 次，达到每月 ${allowed} 次的 ${percent}%。`,
      what === 'push'
        ? '用完后，人员发来的消息将没有内容，请及时联系钉钉增加额度。'
        : percent === 70
          ? '记分告知等可以缓发的消息改为每周汇总发送；其他消息不受影响。'
          : '可以缓发的消息推迟到下月，一般通知集中到每天早上发送；回复和课前提醒照常。请及时联系钉钉增加额度。',
      '回复“/用量”查看最新用量。',
    ].join('\n'),
  none: '本月还没有钉钉用量记录。',
  usage: (month: string, { call, push, callsAllowed, pushesAllowed }: UsageRow, dayOfMonth: number, days: number) =>
    [
      `${monthWords(month)}钉钉用量（第 ${dayOfMonth} 天，全月 ${days} 天）：`,
      line(names.call, call, callsAllowed, dayOfMonth, days),
      line(names.push, push, pushesAllowed, dayOfMonth, days),
      '以上为近似数，与实际一般相差不到 20 次。',
    ].join('\n'),
} as const;

function line(name: string, used: number, allowed: number, dayOfMonth: number, days: number): string {
  const percent = Math.floor((used * 100) / allowed);
  const forecast = Math.round((used * days) / dayOfMonth);
  return `${name}：已用 ${used} 次，每月 ${allowed} 次，占 ${percent}%；按目前速度全月约 ${forecast} 次。`;
}

function monthWords(month: string): string {
  const [year, number] = month.split('-').map(Number);
  return `${year}年${number}月`;
}
