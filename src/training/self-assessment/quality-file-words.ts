import { cardOf } from '../../chat/card.ts';
import type { Card, Press } from '../../chat/message.ts';
import { problemLines } from '../../sheets/problem-sheet.ts';
import type { Problem } from '../../sheets/table.ts';
import { QUALITY_SHEET, type QualityChange } from './quality-sheet.ts';

const mostShown = 12;

/** Sentences about a self-assessment that was sent back. */
export const qualityFileWords = {
  offer: `${QUALITY_SHEET}（.xlsx、.csv）：回复“/办学评估”领取，填“数值”“说明”两栏后发回`,
  preview: (
    id: string,
    year: string,
    changes: readonly QualityChange[],
    { confirm, drop }: { confirm: Press; drop: Press },
  ): Card =>
    cardOf({
      id: `self-assessment-sheet:${id}`,
      title: `请核对${year}年${QUALITY_SHEET}`,
      lines: [
        `将填报或更正 ${changes.length} 项：`,
        ...changes.slice(0, mostShown).map(changeLine),
        ...(changes.length > mostShown ? [`……其余 ${changes.length - mostShown} 项见所发表格。`] : []),
        '系统按记录统计的指标和没有填数值的指标不变。',
      ],
      buttons: [
        { label: '确认填报', style: 'primary', press: confirm },
        { label: '取消', press: drop },
      ],
    }),
  bad: (problems: readonly Problem[]) =>
    [`${QUALITY_SHEET}有 ${problems.length} 处需要更正，全部未填报：`, ...problemLines(problems)].join('\n'),
  nothing: (year: string) =>
    `表中没有新的填报内容，${year}年的填报不变。系统按记录统计的指标不能填报；要撤销的，用“/填评估 指标 撤销”。`,
  entered: (year: string, count: number) => `已填报${year}年办学质量评估 ${count} 项`,
  dropped: '已取消，未填报',
  takenBack: '已撤销填报',
} as const;

function changeLine({ indicator: { name, unit }, value, note, before }: QualityChange): string {
  const was = before === undefined ? '' : before === value ? '，数值不变' : `，原为 ${before} ${unit}`;
  return `${name} ${value} ${unit}${was}${note === '' ? '' : `（${note}）`}`;
}
