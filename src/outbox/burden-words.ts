import { formatDays } from '../calendar/beijing-time.ts';
import type { BurdenReport, PersonActs, PersonBurden } from './burden.ts';
import { causeLabels } from './causes.ts';

/** How many causes stand in a report. */
const mostCauses = 5;

export const burdenWords = {
  report: (fromOn: string, toOn: string, report: BurdenReport, messagesPerDay: number) =>
    [
      `【减负周报】${formatDays(fromOn, toOn)}`,
      ...(report.people === 0 ? ['本周没有主动发出的消息。'] : figures(report, messagesPerDay)),
      '以上不含对本人来信的答复，不列个人，不作考核依据。',
    ].join('\n'),
  own: (fromOn: string, toOn: string, burden: PersonBurden | undefined, { taps, forms }: PersonActs) =>
    burden === undefined
      ? `${formatDays(fromOn, toOn)}没有主动发给您的消息。`
      : [
          `${formatDays(fromOn, toOn)}发给您的消息 ${burden.messages} 条（不含对您来信的答复），其中需办理 ${burden.asking} 条，已办理 ${burden.answered} 条。`,
          ...[...burden.byCause]
            .sort(([, a], [, b]) => b - a)
            .map(([cause, count]) => `${causeLabels[cause]} ${count} 条`),
          `您点选、回复卡片 ${taps} 次，填写 ${forms} 次。`,
          '觉得消息过多的，请回复“意见建议”。',
        ].join('\n'),
} as const;

function figures(
  { people, messages, asking, acts, peopleOverLimit, causes }: BurdenReport,
  messagesPerDay: number,
): string[] {
  return [
    `收到消息 ${people} 人，每人 ${messages.median} 条（中位数），最多 ${messages.most} 条。`,
    `需本人办理的，每人 ${asking.median} 条（中位数），最多 ${asking.most} 条。`,
    acts === undefined
      ? '点选和填写次数只保留 30 天，这一周已无记录。'
      : `点选、回复卡片，每人 ${acts.taps.median} 次（中位数），最多 ${acts.taps.most} 次；填写，每人 ${acts.forms.median} 次（中位数），最多 ${acts.forms.most} 次。`,
    `有一天超过 ${messagesPerDay} 条的 ${peopleOverLimit} 人。`,
    '按事由，由多到少：',
    ...causes
      .slice(0, mostCauses)
      .map(({ cause, total, most }) => `${causeLabels[cause]} ${total} 条，每人最多 ${most} 条`),
  ];
}
