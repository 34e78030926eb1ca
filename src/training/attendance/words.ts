import { formatClock, formatDay, formatMoment } from '../../calendar/beijing-time.ts';
import { type Half, halfDayName } from '../../calendar/half-day.ts';
import { isLong, type ListSheet, listCard } from '../../chat/long-list.ts';
import { type Message, text } from '../../chat/message.ts';
import { withoutStop } from '../../chat/sentence.ts';
import type { ClassRow } from '../class/classes.ts';
import type { SessionRow } from '../class/sessions.ts';
import { leaveKindLabel } from '../leave/leave.ts';
import type { Presence, SessionAttendance } from './attendance.ts';
import { sendAttendance } from './presses.ts';
import type { TraineeAttendance } from './session-attendance.ts';

export const attendanceWords = {
  signedReply: (session: SessionRow, reason: string) => `签到成功。“${session.title}”${reason}`,
  signed: (at: Date) => `已签到 ${formatClock(at)}`,
  signedBefore: (session: SessionRow, at: Date) => `您已于${formatMoment(at)}签到“${session.title}”，无需重复签到。`,
  notOpen: (session: SessionRow, reason: string) => `“${session.title}”${reason}`,
  /** After the window of a session one neither signed in to nor had leave from. @param next - the next one today, if any */
  missed: (session: SessionRow, reason: string, next: { session: SessionRow; reason: string } | undefined) =>
    [
      `“${session.title}”${reason}`,
      ...(next === undefined ? [] : [`下一节“${next.session.title}”${next.reason}`]),
    ].join('\n'),
  nothingNow: '现在没有需要您签到的课程。',
  /** A roll said so after signing in had been waited for; the person cannot change it by a press. */
  absentAlready: (session: SessionRow) => `“${session.title}”点到登记缺课。确已到课的，请回复“我在场”，由班主任核实。`,

  sent: (people: number) =>
    people === 0 ? '全班今天均已签到或请假，没有再发卡片。' : `已向 ${people} 名今天尚未签完到的学员发出课程与签到卡。`,
  noMore: (trainingClass: ClassRow) =>
    `“${trainingClass.name}”今天没有正在进行或即将开始的课程。上课当天，签到卡会在课前自动发出。`,

  none: (trainingClass: ClassRow) => `“${trainingClass.name}”还没有开始上课，暂无签到情况。`,
  noneOn: (trainingClass: ClassRow, dateOn: string) => `“${trainingClass.name}”${formatDay(dateOn)}没有课程。`,
  register: (trainingClass: ClassRow, session: SessionRow, people: readonly TraineeAttendance[]): Message => {
    const groups = grouped(people);
    const leftEarly = people.filter(({ attendance }) => attendance.presence.includes('earlyLeave'));
    const counts = [
      `应到 ${people.length} 人`,
      `已签到 ${groups.present.length + groups.late.length} 人（迟到 ${groups.late.length} 人）`,
      `请假 ${groups.onLeave.length} 人`,
      ...(groups.pending.length > 0 ? [`待签到 ${groups.pending.length} 人`] : []),
      ...(groups.unseen.length > 0 ? [`未签到待确认 ${groups.unseen.length} 人`] : []),
      `缺课 ${groups.absent.length} 人`,
      ...(leftEarly.length > 0 ? [`早退 ${leftEarly.length} 人`] : []),
    ];
    const title = `“${trainingClass.name}”${formatMoment(session.startsAt)}“${session.title}”签到情况`;
    const lines = [
      counts.join('，'),
      ...named('迟到', groups.late, (each) => clockOf(each)),
      ...named('早退', leftEarly, (each) => leftAtOf(each)),
      ...named('请假', groups.onLeave, (each) => leaveOf(each)),
      ...named('待签到', groups.pending, () => ''),
      ...named('未签到，待点到确认', groups.unseen, () => ''),
      ...named('缺课', groups.absent, () => ''),
    ];
    if (isLong(people))
      return listCard(
        { id: `attendance:${session._id}`, title: '签到情况', lines: [title, ...lines] },
        sendAttendance.with({ session: session._id }),
      );
    return text(title, ...lines, ...named('按时签到', groups.present, (each) => clockOf(each)));
  },
  registerSheet: (
    trainingClass: ClassRow,
    session: SessionRow,
    people: readonly TraineeAttendance[],
    unitNames: ReadonlyMap<string, string>,
  ): ListSheet => ({
    fileName: `${trainingClass._id}班签到情况（${session.dateOn}）.xlsx`,
    title: `${trainingClass.name}　${formatMoment(session.startsAt)}　${session.title}`,
    columns: [
      { header: '姓名', width: 10 },
      { header: '单位', width: 24 },
      { header: '出勤', width: 12 },
      { header: '依据', width: 50 },
    ],
    rows: people.map(({ trainee, attendance }) => [
      ...[trainee.name, unitNames.get(trainee.unitId) ?? ''],
      presenceName(attendance),
      attendance.reason,
    ]),
    people: people.map(({ trainee }) => trainee.cadreId),
  }),

  correcting: (dateOn: string, half: Half, note: string) =>
    `${halfDayName({ dateOn, half })}签到更正为按时出勤。说明：${withoutStop(note)}。`,
  leavingEarly: (leftAt: Date, note: string) =>
    `${formatMoment(leftAt)}早退，计入出勤情况。说明：${withoutStop(note)}。`,
  corrected: (name: string, dateOn: string, half: Half, sessions: readonly SessionRow[]) =>
    `已为${name}更正${halfDayName({ dateOn, half })}签到：${sessions.map((session) => `“${session.title}”`).join('、')}按时出勤。更正人和说明已记录。`,
  correctedAlready: (name: string, dateOn: string, half: Half) =>
    `${name}${halfDayName({ dateOn, half })}此前已更正为按时出勤，本次说明已记录，不再告知本人。`,
  correctedToTrainee: (teacher: string, dateOn: string, half: Half, note: string) =>
    `${teacher}已将您${halfDayName({ dateOn, half })}的签到更正为按时出勤。说明：${withoutStop(note)}。`,

  leftEarly: (name: string, session: SessionRow, leftAt: Date) =>
    `已登记${name}${formatMoment(leftAt)}提前离开“${session.title}”，并告知本人。`,
  leftEarlyToTrainee: (teacher: string, session: SessionRow, leftAt: Date, note: string, objectionDays: number) =>
    `【早退登记】${teacher}登记您${formatMoment(leftAt)}提前离开“${session.title}”，按早退计入出勤情况。说明：${withoutStop(note)}。如有异议，请在 ${objectionDays} 个工作日内向班主任提出。`,
} as const;

const presenceLabels: Readonly<Record<Presence, string>> = {
  ...{ present: '到课', late: '迟到', earlyLeave: '早退', onLeave: '请假', absent: '缺课' },
  ...{ pending: '待签到', unseen: '未签到，待点到' },
};

/** `到课`; `迟到、早退` where both hold. */
export function presenceName({ presence }: Pick<SessionAttendance, 'presence'>): string {
  return presence.map((each) => presenceLabels[each]).join('、');
}

type Groups = Readonly<Record<'present' | 'late' | 'onLeave' | 'pending' | 'unseen' | 'absent', TraineeAttendance[]>>;

function grouped(people: readonly TraineeAttendance[]): Groups {
  const groups: Groups = { present: [], late: [], onLeave: [], pending: [], unseen: [], absent: [] };
  for (const each of people) {
    const { presence } = each.attendance;
    const group = (['absent', 'unseen', 'pending', 'onLeave', 'late'] as const).find((name) => presence.includes(name));
    groups[group ?? 'present'].push(each);
  }
  return groups;
}

function named(label: string, people: readonly TraineeAttendance[], note: (each: TraineeAttendance) => string) {
  if (people.length === 0) return [];
  return [`${label}：${people.map((each) => `${each.trainee.name}${note(each)}`).join('、')}`];
}

/** The time of the mark, whether staff entered it, and how late it is. */
function clockOf({ signIn, attendance: { lateMinutes } }: TraineeAttendance): string {
  if (signIn === undefined) return '';
  const late = lateMinutes === undefined ? '' : `，${lateMinutes}分钟`;
  if (signIn.byRoll !== undefined) return `（点到${late}）`;
  return signIn.corrections === undefined ? `（${formatClock(signIn.at)}${late}）` : `（更正${late}）`;
}

function leftAtOf({ signIn }: TraineeAttendance): string {
  return signIn?.leftEarlyAt === undefined ? '' : `（${formatClock(signIn.leftEarlyAt)}离开）`;
}

function leaveOf({ attendance: { leave } }: TraineeAttendance): string {
  return leave === undefined ? '' : `（${leaveKindLabel(leave.kind)}${leave.late ? '，补假' : ''}）`;
}
