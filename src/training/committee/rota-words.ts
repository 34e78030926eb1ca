import { formatDay, mondayOf } from '../../calendar/beijing-time.ts';
import { cardOf } from '../../chat/card.ts';
import type { Card, Press } from '../../chat/message.ts';
import type { ClassRow } from '../class/classes.ts';
import type { DutyDay } from './duty-rota.ts';
import type { NameOf } from './words.ts';

type Named = Pick<ClassRow, '_id' | 'name'>;

/** One line a week, each day with who is on duty. */
function weekLines(rota: readonly DutyDay[], nameOf: NameOf): string[] {
  const weeks = [...new Set(rota.map(({ dateOn }) => mondayOf(dateOn)))];
  return weeks.map((monday) => {
    const days = rota.filter(({ dateOn }) => mondayOf(dateOn) === monday);
    return days.map(({ dateOn, cadreId }) => `${formatDay(dateOn)} ${nameOf(cadreId)}`).join('；');
  });
}

/** What is said of the duty rota (值日) of a class. */
export const rotaWords = {
  preview: (
    id: string,
    trainingClass: Named,
    rota: readonly DutyDay[],
    nameOf: NameOf,
    presses: { confirm: Press; drop: Press },
  ): Card =>
    cardOf({
      id: `duty-rota:${id}`,
      title: '请核对值日安排',
      lines: [
        `“${trainingClass.name}”安排 ${rota.length} 天，${new Set(rota.map(({ cadreId }) => cadreId)).size} 人轮流值日，由课程卡告知本人：`,
        ...weekLines(rota, nameOf),
      ],
      buttons: [
        { label: '确认安排', style: 'primary', press: presses.confirm },
        { label: '取消', press: presses.drop },
      ],
    }),
  confirmed: '已安排值日',
  dropped: '未安排',
  /** @param told - how many were sent a message, because their card of that day was out */
  confirmedReply: (trainingClass: Named, days: number, people: number, told: number) =>
    `已安排“${trainingClass.name}”值日 ${days} 天、${people} 人，由值日前一个上课日和当天早上的“今日课程与签到”告知本人${told === 0 ? '' : `；当天卡片已发出的 ${told} 人，已另行告知`}。互换用“/换值日”，改派用“/值日”，查看用“/值日表”。`,
  told: (trainingClass: Named, days: readonly string[]) =>
    `【值日】您在“${trainingClass.name}”值日 ${days.length} 天：${days.map(formatDay).join('、')}。当天课前请回复“/点到 ${trainingClass._id}”，登记未用手机签到的学员。`,
  list: (trainingClass: Named, rota: readonly DutyDay[], nameOf: NameOf) =>
    rota.length === 0
      ? `“${trainingClass.name}”今天起没有安排值日。`
      : [`“${trainingClass.name}”今天起值日 ${rota.length} 天：`, ...weekLines(rota, nameOf)].join('\n'),
  change: (trainingClass: Named) => `安排用“/排值日 ${trainingClass._id}”，互换用“/换值日”，改派用“/值日”。`,
  exchanged: (first: string, firstOn: string, second: string, secondOn: string) =>
    `已互换：${formatDay(firstOn)} ${first}，${formatDay(secondOn)} ${second}，已告知本人。再次互换用“/换值日”。`,
  exchangedTo: (trainingClass: Named, fromOn: string, toOn: string) =>
    `【值日】您在“${trainingClass.name}”的值日由${formatDay(fromOn)}改为${formatDay(toOn)}。`,
} as const;
