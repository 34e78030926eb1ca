import {
  daysBetween,
  formatDate,
  formatDay,
  formatDays,
  formatDuration,
  formatMoment,
} from '../../calendar/beijing-time.ts';
import { halfDayName } from '../../calendar/half-day.ts';
import { cardOf } from '../../chat/card.ts';
import type { Card, Selection } from '../../chat/message.ts';
import { withoutStop } from '../../chat/sentence.ts';
import type { ClassRow } from '../class/classes.ts';
import type { SessionRow } from '../class/sessions.ts';
import { LEAVE_KINDS, type LeaveKind, type LeaveStanding, leaveKindLabel } from './leave.ts';
import { officesLeft, officesNamed } from './leave-route.ts';
import type { RequestWeight } from './leave-standing.ts';
import type { LeaveRow, LeaveState } from './leaves.ts';
import {
  chooseLeaveAtOnce,
  chooseLeaveKind,
  chooseLeaveTime,
  dropLeave,
  giveLeaveBack,
  grantLeave,
  LEAVE_DAYS,
  LEAVE_PARTS,
  refuseLeave,
  submitLeave,
} from './presses.ts';

const stateLabels: Readonly<Record<Exclude<LeaveState, 'asked'>, string>> = {
  draft: '未提交',
  granted: '已同意',
  refused: '未同意',
  dropped: '未提交',
  closed: '不再办理',
};

/** `已同意`, `待班主任审批`. */
export function leaveStateName(leave: LeaveRow): string {
  return leave.state === 'asked' ? `待${officesNamed(officesLeft(leave).slice(0, 1))}审批` : stateLabels[leave.state];
}

/** `3月4日 周三 上午`, `3月4日 周三 全天`, `3月4日至3月6日（3天）`. */
function timeOf({ dateOn, untilOn, half }: Pick<LeaveRow, 'dateOn' | 'untilOn' | 'half'>): string {
  if (untilOn !== undefined) return `${formatDays(dateOn, untilOn)}（${daysBetween(dateOn, untilOn) + 1}天）`;
  return half === undefined ? `${formatDay(dateOn)} 全天` : halfDayName({ dateOn, half });
}

/** Who agrees, where that is not the class teacher alone. */
function routeLines({ route = [], agreedSteps = 0 }: LeaveRow): string[] {
  if (route.length < 2) return [];
  const done = route.slice(0, agreedSteps);
  return [`须经${officesNamed(route)}依次同意。${done.length === 0 ? '' : `${officesNamed(done)}已同意。`}`];
}

function kindOf(leave: LeaveRow): string {
  return `${leaveKindLabel(leave.kind)}${leave.late ? '（补假）' : ''}`;
}

/** What a request is called where several matters are named. */
export function leaveName(leave: LeaveRow): string {
  return `${timeOf(leave)}${kindOf(leave)}`;
}

/** The result of ending a leave early. */
function endWords({ fromAt, toAt }: LeaveRow): string {
  return toAt <= fromAt ? '已撤销。' : `到${formatMoment(toAt)}为止。`;
}

function endNote(leave: LeaveRow): string {
  if (leave.returns === undefined) return '';
  return leave.toAt <= leave.fromAt ? '，已撤销' : `，已销假（${formatMoment(leave.toAt)}）`;
}

function correctionNote({ corrections }: LeaveRow): string {
  const last = corrections?.at(-1);
  return last === undefined ? '' : `（改批，理由：${withoutStop(last.reason)}）`;
}

function proofNote(count = 0): string {
  return count === 0 ? '' : `，证明材料 ${count} 份`;
}

function signedIn(session: SessionRow | undefined): string {
  return session === undefined ? '' : `“${session.title}”已签到。`;
}

function atOnce(days: readonly string[]): Selection {
  return {
    questions: [
      { key: 'kind', label: '假别', options: options(LEAVE_KINDS, leaveKindLabel) },
      { key: 'day', label: '日期', options: options(days, formatDay) },
      { key: 'part', label: '时段', options: options(LEAVE_PARTS, (part) => part) },
    ],
    submit: { label: '下一步', press: chooseLeaveAtOnce.with({}) },
  };
}

function options<Value extends string>(values: readonly Value[], labelOf: (value: Value) => string) {
  return values.map((value) => ({ value, label: labelOf(value) }));
}

/** The request before the class teacher. */
export function leaveCardId(leaveId: string): string {
  return `leave:${leaveId}`;
}

/** The preview of a request before it is submitted. */
export function leavePreviewId(leaveId: string): string {
  return `leave-preview:${leaveId}`;
}

export const leaveWords = {
  /**
   * The answer to the word 请假: how much leave one has used, and the three kinds to choose from; day and part too, if a card can ask for all.
   * @param days - the next days with class, from today on
   */
  help: (id: string, trainingClass: ClassRow, standing: LeaveStanding, days: readonly string[]): Card => ({
    kind: 'card',
    id: `leave-help:${id}`,
    title: '请假',
    lines: [
      `“${trainingClass.name}”：${standing.reason}`,
      `请选择假别。其他日期的，请发送，例如：/请假 病假 ${days.length === 0 ? '明天' : formatDate(days.at(-1) ?? '').slice(5)} 上午 到医院就诊；连续几天的：/请假 事假 3月4日至3月6日 事由`,
    ],
    fields: [],
    buttons: LEAVE_KINDS.map((kind) => ({
      label: leaveKindLabel(kind),
      press: chooseLeaveKind.with({ kind }),
    })),
    ...(days.length === 0 ? {} : { selection: atOnce(days) }),
  }),
  noClass: '您目前没有参加培训班，无需请假。收到开班通知后再办理请假。',

  when: (id: string, kind: LeaveKind): Card => ({
    kind: 'card',
    id: `leave-when:${id}`,
    title: `请${leaveKindLabel(kind)}的时间`,
    lines: ['请选择请假时间。'],
    fields: [],
    buttons: LEAVE_DAYS.flatMap((day) =>
      LEAVE_PARTS.filter((part) => part !== '晚上').map((part) => ({
        label: `${day}${part}`,
        press: chooseLeaveTime.with({ kind, day, part }),
      })),
    ),
  }),
  chosen: (label: string) => `已选择${label}`,
  askReason: (kind: LeaveKind, time: string) =>
    `请${leaveKindLabel(kind)}：${time}。请用一句话说明事由。回复“取消”则不提交。`,

  preview: (leave: LeaveRow, trainingClass: ClassRow, requestMinutes: number, standing: LeaveStanding): Card => ({
    kind: 'card',
    id: leavePreviewId(leave._id),
    title: '请假单预览',
    lines: [
      `“${trainingClass.name}”，事由：${leave.reason}`,
      `本次计${formatDuration(requestMinutes)}。如获批准：${standing.reason}`,
      ...routeLines(leave),
      ...(leave.late ? ['课程已经开始，按补假办理。'] : []),
    ],
    fields: [
      { label: '假别', value: kindOf(leave) },
      { label: '时间', value: timeOf(leave) },
    ],
    buttons: [
      { label: '提交', style: 'primary', press: submitLeave.with({ leave: leave._id }) },
      { label: '取消', press: dropLeave.with({ leave: leave._id }) },
    ],
  }),
  dropped: '已取消，未提交',
  submitted: '已提交，等待审批',
  /** @param proofs - how many proofs came with it */
  submittedReply: (leave: LeaveRow, proofs: number) =>
    `请假单已提交${officesNamed(officesLeft(leave))}${proofs === 0 ? '' : `（附证明材料 ${proofs} 份）`}，${(leave.route?.length ?? 1) > 1 ? '依次' : ''}批复后会告诉您。批复前请按时到课。${proofs === 0 ? '有证明材料的，可直接发送图片或PDF文件。' : ''}`,

  /** For the class teacher. */
  decide: (leave: LeaveRow, trainingClass: ClassRow, { unitName, standing, firstMissedAt }: RequestWeight): Card => ({
    kind: 'card',
    id: leaveCardId(leave._id),
    task: {
      name: `审批${leave.name}的请假：${timeOf(leave)}${leaveKindLabel(leave.kind)}`,
      ...(leave.late ? {} : { by: firstMissedAt }),
      ...{ mayWait: true, classId: trainingClass._id, untilGraded: true },
    },
    title: '请假审批',
    lines: [
      `${leave.name}（${unitName}）申请请假，事由：${leave.reason}`,
      `如同意：${standing.reason}`,
      ...routeLines(leave),
      ...(leave.late ? ['此单在课程开始后提出，按补假办理。'] : []),
    ],
    fields: [
      { label: '班次', value: trainingClass.name },
      { label: '假别', value: kindOf(leave) },
      { label: '时间', value: timeOf(leave) },
    ],
    buttons: [
      { label: '同意', style: 'primary', press: grantLeave.with({ leave: leave._id }) },
      { label: '不同意', style: 'danger', press: refuseLeave.with({ leave: leave._id }) },
    ],
  }),
  /** The answer to whoever decided, as a card; the proofs of the request are on it. */
  answered: (leave: LeaveRow, sentence: string): Card =>
    cardOf({ id: `leave-answered:${leave._id}`, title: '已办理', lines: [sentence], numbers: 'none' }),
  /** Somebody agreed, and others still have to. */
  agreed: (leave: LeaveRow) => `已同意，${leaveStateName(leave)}`,
  agreedReply: (leave: LeaveRow) =>
    `已同意${leave.name}${timeOf(leave)}${kindOf(leave)}，转${officesNamed(officesLeft(leave).slice(0, 1))}审批。`,
  toUnit: (leave: LeaveRow, trainingClass: ClassRow) =>
    `【请假告知】贵单位${leave.name}参加“${trainingClass.name}”期间，${timeOf(leave)}的${kindOf(leave)}${leave.state === 'granted' ? '已获同意' : '改为不同意'}。`,
  overdueNote: (leave: LeaveRow) => `催办请假：${leave.name}${timeOf(leave)}`,
  granted: (leave: LeaveRow) => `已同意${leave.name}${kindOf(leave)}`,
  grantedReply: (leave: LeaveRow, standing: LeaveStanding) =>
    `已同意${leave.name}${timeOf(leave)}${kindOf(leave)}，并告知本人。${standing.reason}`,
  /** What the leave means beyond the limit is said by itself: `beyondLimit`. */
  grantedToTrainee: (leave: LeaveRow, standing: LeaveStanding) =>
    `您${timeOf(leave)}的${kindOf(leave)}已获同意。${standing.level === 'exceeded' ? '' : standing.reason}提前返课的，请回复“销假”。`,
  beyondLimit: '累计请假已超过规定，班主任将与您联系。',
  askRefusal: (leave: LeaveRow) => `不同意${leave.name}${timeOf(leave)}的请假，请回复理由。回复“取消”则暂不处理。`,
  refused: (leave: LeaveRow) => `未同意${leave.name}请假`,
  refusedReply: (leave: LeaveRow) => `已将不同意的理由告知${leave.name}。`,
  refusedToTrainee: (leave: LeaveRow, words: string) =>
    `您${timeOf(leave)}的${kindOf(leave)}未获同意，请按时到课。理由：${withoutStop(words)}。`,
  decidedAlready: (leave: LeaveRow) => `这张请假单已经办理：${leaveStateName(leave)}。`,

  /** Added to what tells somebody that they do not take part any more; nothing where no request waited. */
  closed: (leaves: readonly LeaveRow[]) =>
    leaves.length === 0 ? '' : `您提出的请假（${leaves.map(leaveName).join('、')}）不再办理。`,
  closedCard: (name: string) => `${name}已不再参加本班，无需审批`,

  /** A decision put right. */
  correctedReply: (leave: LeaveRow, standing: LeaveStanding) =>
    `已将${leave.name}${timeOf(leave)}的${kindOf(leave)}改批为“${leaveStateName(leave)}”，并告知本人。${standing.reason}`,
  correctedToTrainee: (leave: LeaveRow, by: string, reason: string, standing: LeaveStanding) =>
    `【请假改批】您${timeOf(leave)}的${kindOf(leave)}，经${by}改批为“${leaveStateName(leave)}”。理由：${withoutStop(reason)}。${
      leave.state === 'granted' ? standing.reason : '没有到课的，按缺课核定。'
    }如有疑问，请联系班主任。`,
  correctedToTeacher: (leave: LeaveRow, by: string, reason: string) =>
    `【请假改批】${by}已将${leave.name}${timeOf(leave)}的${kindOf(leave)}改批为“${leaveStateName(leave)}”。理由：${withoutStop(reason)}。`,

  /** @param proofs - how many proofs there are, by request */
  mine: (
    trainingClass: ClassRow,
    leaves: readonly LeaveRow[],
    standing: LeaveStanding,
    proofs: ReadonlyMap<string, number>,
  ) =>
    [
      `“${trainingClass.name}”：${standing.reason}`,
      ...(leaves.length === 0 ? ['您还没有请过假。'] : []),
      ...leaves.map(
        (leave) =>
          `${timeOf(leave)} ${kindOf(leave)}：${leaveStateName(leave)}${correctionNote(leave)}${endNote(leave)}${proofNote(proofs.get(leave._id))}`,
      ),
      ...(proofs.size === 0 ? [] : ['查看或撤回证明材料，请回复“我的证明材料”。']),
    ].join('\n'),

  left: (trainingClass: ClassRow, standing: LeaveStanding) =>
    `“${trainingClass.name}”：${standing.reason}需要请假的，请回复“请假”。`,

  nothingToEnd: '您现在没有请假，无需销假。请按时到课签到。',
  coming: (id: string, leaves: readonly LeaveRow[]): Card => ({
    kind: 'card',
    id: `leave-return:${id}`,
    title: '撤销请假',
    numbers: 'lines',
    lines: [
      '下列请假还没有开始，不再需要的请撤销：',
      ...leaves.map((leave, index) => `${index + 1}. ${timeOf(leave)} ${kindOf(leave)}`),
    ],
    fields: [],
    buttons: leaves.map((leave, index) => ({
      label: `撤销第 ${index + 1} 项`,
      press: giveLeaveBack.with({ leave: leave._id }),
    })),
  }),
  /** What is entered for several. */
  ending: (at: Date) => `自${formatMoment(at)}起销假返课。`,
  ended: '已销假',
  endedAlready: '这次请假已经销假或已经结束，无需重复办理。',
  endedReply: (leave: LeaveRow, session: SessionRow | undefined, standing: LeaveStanding) =>
    `已销假。您${timeOf(leave)}的${kindOf(leave)}${endWords(leave)}${signedIn(session)}${standing.reason}请按时参加其余课程并签到。`,
  endedToTeacher: (leave: LeaveRow, unitName: string) =>
    `【销假告知】${leave.name}（${unitName}）${timeOf(leave)}的${kindOf(leave)}${endWords(leave)}`,
  endedByTeacher: (leave: LeaveRow, standing: LeaveStanding) =>
    `已登记${leave.name}销假，${timeOf(leave)}的${kindOf(leave)}${endWords(leave)}已告知本人。${standing.reason}`,
  endedToTrainee: (teacher: string, leave: LeaveRow, session: SessionRow | undefined, standing: LeaveStanding) =>
    `${teacher}已为您登记销假：${timeOf(leave)}的${kindOf(leave)}${endWords(leave)}${signedIn(session)}${standing.reason}`,
} as const;
