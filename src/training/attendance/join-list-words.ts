import { formatDay } from '../../calendar/beijing-time.ts';
import { type Half, halfLabel } from '../../calendar/half-day.ts';
import type { Share } from '../../county/rule-shapes.ts';

/** What came of comparing a list with the class. */
export interface JoinReport {
  lines: number;
  people: number;
  /** Trainees who are not on it. */
  missing: number;
  guessed: readonly { name: string; from: string }[];
  doubtful: readonly string[];
  unknown: readonly string[];
  /** Trainees whose present mark stays. */
  kept: readonly string[];
  unreadable: number;
  /** Halves of the day with lessons in a room as well. */
  mixed: readonly Half[];
}

const mostNames = 10;

/** Sentences about the list of who joined a lesson over the network. */
export const joinListWords = {
  offer: '云端课堂进出名单（会议软件导出的表格，含姓名、入会时间、退会时间）：直接发送，核对后登记签到',
  noLesson: (dateOn: string) =>
    `${formatDay(dateOn)}没有您负责的云端课程，未作登记。线上授课的，请先把该课的地点改为会议链接（“/改课”），再发名单。`,
  whichClass: (dateOn: string, classIds: readonly string[]) =>
    `${formatDay(dateOn)}有 ${classIds.length} 个班的云端课程（${classIds.join('、')}）。请把班号写进文件名后重新发送。`,
  report: ({ numerator, denominator }: Share, report: JoinReport): string[] => {
    const { lines, people, missing, guessed, doubtful, unknown, kept, unreadable, mixed } = report;
    return [
      `名单 ${lines} 条，本班学员 ${people} 人；在线时间满 ${numerator}/${denominator} 的记到课，不足的记缺课。`,
      ...(missing === 0 ? [] : [`不在名单的学员 ${missing} 人，不作登记，请点到。`]),
      ...named(
        '按昵称推定，请核对',
        guessed.map(({ name, from }) => `${name}（${from}）`),
      ),
      ...named('同名或昵称不能确定，未登记', doubtful),
      ...named('不是本班学员', unknown),
      ...named('已有签到、请假或登记，不作更改', kept),
      ...(unreadable === 0 ? [] : [`${unreadable} 条缺少入会或退会时间，未计入。`]),
      ...mixed.map((half) => `${halfLabel(half)}另有线下课程，请用“/考勤表”登记。`),
    ];
  },
  nothing: '没有需要登记的内容。',
  note: (minutes: number, of: number) => `云端课堂在线${minutes}分钟，课程${of}分钟`,
} as const;

/** Totals first, then as many names as are read. */
function named(what: string, names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const more = names.length > mostNames ? ' 等' : '';
  return [`${what} ${names.length} 人：${names.slice(0, mostNames).join('、')}${more}。`];
}
