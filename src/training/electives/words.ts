import { formatDay, formatDays, formatMoment } from '../../calendar/beijing-time.ts';
import { cardOf } from '../../chat/card.ts';
import { type Button, type Card, MAX_BUTTONS } from '../../chat/message.ts';
import { withoutStop } from '../../chat/sentence.ts';
import type { ClassRow } from '../class/classes.ts';
import { type Choice, type Elective, freeSeats, isClosed, placeOf } from './elective.ts';
import { acceptSeat, chooseElective, leaveElective, stayInElective } from './presses.ts';

/** A class that somebody may choose, and how they stand to it. */
export interface OwnElective {
  trainingClass: ClassRow;
  elective: Elective;
  choice: Choice | undefined;
  /** What keeps them from choosing it, or, of somebody who waits, from the next seat. */
  against: readonly string[];
  /** Until when they leave without asking. */
  freeUntil: Date;
}

/** The class that a person sees, as a line. */
function lineOf({ trainingClass: { _id, name, ...days }, elective }: OwnElective, now: Date): string {
  const free = freeSeats(elective);
  const seats = free === 0 ? `名额 ${elective.seats} 人已满` : `名额 ${elective.seats} 人，剩余 ${free} 人`;
  const closing = isClosed(elective, now) ? '报名已截止' : `${formatMoment(elective.closesAt)}截止报名`;
  return `“${name}”（${_id}），${formatDays(days.opensOn, days.closesOn)}，${seats}，${closing}。`;
}

/** How the person stands to it; empty when there is nothing to say. */
function standingOf({ elective, choice, against, freeUntil }: OwnElective, now: Date): string {
  if (choice?.state === 'seated' && choice.leaving !== undefined) return '您已申请退选，等待批复，名额仍为您保留。';
  if (choice?.state === 'seated') {
    const later = `${formatMoment(freeUntil)}前可以直接退选，以后须经同意。`;
    return `您已报名。${now < freeUntil ? later : '现在退选须经同意。'}`;
  }
  if (choice?.state === 'offered') return `有名额留给您，请于${formatMoment(choice.offerBy ?? now)}前接受。`;
  const place = choice && placeOf(elective.choices, choice.cadreId);
  if (place !== undefined) return `${waitingWords(place)}${passedOverWords(against)}`;
  return against.length === 0 ? '' : `暂不能报名：${against.join('')}`;
}

function waitingWords(place: number): string {
  return `您在候补第 ${place} 位，按报名先后排序${place === 1 ? '' : `，前面还有 ${place - 1} 人`}。`;
}

function passedOverWords(against: readonly string[]): string {
  return against.length === 0 ? '' : `${against.join('')}空出的名额先由后面符合条件的人员递补，您的位次保留。`;
}

/** What the person can do with it now. @param number - where the card shows several classes */
function buttonsOf(
  { trainingClass: { _id: classId }, elective, choice, against }: OwnElective,
  now: Date,
  several: boolean,
): Button[] {
  const label = (words: string) => (several ? `${words} ${classId}` : words);
  if (choice?.state === 'seated')
    return choice.leaving === undefined
      ? [{ label: label('退选'), press: leaveElective.with({ classId }) }]
      : [{ label: label('撤回退选申请'), press: stayInElective.with({ classId }) }];
  if (choice?.state === 'offered')
    return [
      { label: label('接受名额'), style: 'primary', press: acceptSeat.with({ classId }) },
      { label: label('放弃名额'), press: leaveElective.with({ classId }) },
    ];
  if (choice?.state === 'waiting') return [{ label: label('退出候补'), press: leaveElective.with({ classId }) }];
  if (against.length > 0 || choice?.state === 'removed' || isClosed(elective, now)) return [];
  const words = freeSeats(elective) > 0 ? '报名' : '报名候补';
  return [{ label: label(words), style: 'primary', press: chooseElective.with({ classId }) }];
}

/** What people who choose for themselves read. */
export const electiveWords = {
  none: '目前没有您可以选学的班次。有新的班次开放时，可再回复“选学”查看。',

  /** The classes somebody may choose, those they have chosen first. */
  own: (owns: readonly OwnElective[], now: Date): Card => {
    const several = owns.length > 1;
    const buttons = owns.map((own) => buttonsOf(own, now, several));
    const fitting = owns.filter((_, at) => buttons.slice(0, at + 1).flat().length <= MAX_BUTTONS);
    const left = owns.length - fitting.length;
    return cardOf({
      id: `electives:${fitting.map(({ trainingClass }) => trainingClass._id).join(',')}`,
      title: '选学',
      lines: [
        ...(several ? [`可选学的班次 ${owns.length} 个：`] : []),
        ...fitting.map((own) => `${lineOf(own, now)}${standingOf(own, now)}`),
        ...(left > 0 ? [`另有 ${left} 个班次，请回复“/选学 班号”查看。`] : []),
        ...(several ? [] : owns.map(({ trainingClass }) => `主题：${trainingClass.topicTag}。`)),
      ],
      buttons: buttons.slice(0, fitting.length).flat(),
    });
  },

  seatedCard: '已报名',
  waitingCard: '已进入候补',
  seated: (row: ClassRow, freeUntil: Date, now: Date) =>
    `已报名“${row.name}”（${formatDays(row.opensOn, row.closesOn)}）。${now < freeUntil ? `${formatMoment(freeUntil)}前如需退选，` : '如需退选，须经同意，'}请回复“/选学 ${row._id}”。`,
  waiting: (row: ClassRow, place: number) =>
    `“${row.name}”名额已满，${waitingWords(place)}有名额时会通知您，不再参加候补的，请回复“/选学 ${row._id}”。`,

  leftCard: '已退选',
  left: (row: ClassRow) => `已退出“${row.name}”。需要重新报名的，请回复“/选学 ${row._id}”。`,
  askLeaving: (row: ClassRow) =>
    `“${row.name}”即将开班，退选须经同意。请用一两句话说明理由后发送。回复“取消”则不申请。`,
  leavingAsked: (row: ClassRow) =>
    `退选申请已提交，批复后会告诉您。批复前名额仍为您保留；不再退选的，请回复“/选学 ${row._id}”。`,
  stayedCard: '已撤回退选申请',
  stayed: (row: ClassRow) => `已撤回退选申请，请按时参加“${row.name}”。需要再次退选的，请回复“/选学 ${row._id}”。`,

  offerId: (classId: string) => `elective-offer:${classId}`,
  offer: (row: ClassRow, { offerBy }: Choice): Card =>
    cardOf({
      id: electiveWords.offerId(row._id),
      task: { name: `答复“${row.name}”候补名额`, ...(offerBy && { by: offerBy }), classId: row._id, ofTrainee: true },
      title: '候补名额',
      lines: [
        `“${row.name}”空出名额，按候补次序由您递补。名额为您保留到答复截止，逾期由下一位递补。`,
        `培训时间：${formatDay(row.opensOn)}至${formatDay(row.closesOn)}。`,
      ],
      fields: offerBy === undefined ? [] : [{ label: '答复截止', value: formatMoment(offerBy) }],
      buttons: [
        { label: '接受名额', style: 'primary', press: acceptSeat.with({ classId: row._id }) },
        { label: '放弃名额', press: leaveElective.with({ classId: row._id }) },
      ],
    }),
  accepted: '已接受名额',
  declined: '已放弃名额',
  offerOver: '选学名单已变更，无需答复',
  lapsed: (row: ClassRow) =>
    `【候补名额】“${row.name}”的候补名额逾期未答复，已由下一位递补。仍想参加的，请回复“/选学 ${row._id}”。`,
  /** @param passedFor - why a seat that became free went to somebody behind them */
  missed: (row: ClassRow, passedFor: string | undefined) =>
    `【候补结果】“${row.name}”即将开班，${passedFor === undefined ? '没有空出名额，本次未能安排您参加。' : `本次未能安排您参加。${passedFor}`}今后开放选学的班次，欢迎再报名。`,

  announced: (row: ClassRow, seats: number, closesAt: Date) =>
    `【选学】“${row.name}”（${formatDays(row.opensOn, row.closesOn)}）开放选学，名额 ${seats} 人，${formatMoment(closesAt)}截止报名。报名请回复“选学”。`,
  admitted: (row: ClassRow, reason: string) =>
    `【选学】经研究，您已列入“${row.name}”（${formatDays(row.opensOn, row.closesOn)}）。理由：${withoutStop(reason)}。不能参加的，请回复“/选学 ${row._id}”。`,
  removed: (row: ClassRow, reason: string) =>
    `【选学】经研究，您不再参加“${row.name}”（${formatDays(row.opensOn, row.closesOn)}）。理由：${withoutStop(reason)}。如有疑问，请联系县委组织部干部教育科。`,
  cancelled: (row: ClassRow, reason: string) =>
    `【选学取消】“${row.name}”（${formatDays(row.opensOn, row.closesOn)}）选学已取消，您无需参加。理由：${withoutStop(reason)}。`,
  leavingGranted: (row: ClassRow) => `您的退选申请已获同意，不再参加“${row.name}”。`,
  leavingRefused: (row: ClassRow, reason: string) =>
    `您的退选申请未获同意（理由：${withoutStop(reason)}），请按时参加“${row.name}”。`,
} as const;
