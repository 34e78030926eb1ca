import { formatClock, formatDay, formatMoment } from '../../calendar/beijing-time.ts';
import { type Half, halfDayName } from '../../calendar/half-day.ts';
import type { Card } from '../../chat/message.ts';
import { withoutStop } from '../../chat/sentence.ts';
import type { ClassRow } from '../class/classes.ts';
import type { SessionRow } from '../class/sessions.ts';
import { leaveKindLabel } from '../leave/leave.ts';
import { showLeaveHelp } from '../leave/presses.ts';
import type { SignInWindow } from './attendance.ts';
import { makeSignIn } from './presses.ts';
import type { TraineeAttendance } from './session-attendance.ts';

type When = 'open' | 'before' | 'missing';

const heads: Readonly<Record<When, string>> = {
  open: '请在签到时间内点“签到”。',
  before: '即将上课，请到课后点“签到”。',
  missing: '课程已经开始，您还没有签到。请尽快到课签到；不能到课的，请及时请假。',
};

/** All sign-in cards of one session are the same card. */
export function signInCardId(sessionId: string): string {
  return `sign-in:${sessionId}`;
}

export const attendanceWords = {
  /** The same card for everyone in the session, and for its reminders. */
  card: (trainingClass: ClassRow, session: SessionRow, window: SignInWindow, when: When): Card => ({
    kind: 'card',
    id: signInCardId(session._id),
    task: {
      name: `“${session.title}”签到`,
      ...{ by: window.closesAt, classId: trainingClass._id, ofTrainee: true },
    },
    title: when === 'missing' ? '您还没有签到' : '上课签到',
    lines: [heads[when], `${trainingClass.name}：${session.title}`],
    fields: [
      { label: '上课时间', value: `${formatMoment(session.startsAt)}—${formatClock(session.endsAt)}` },
      ...(session.place === '' ? [] : [{ label: '地点', value: session.place }]),
      { label: '签到时间', value: `${formatClock(window.opensAt)}—${formatClock(window.closesAt)}` },
    ],
    buttons: [
      { label: '签到', style: 'primary', press: makeSignIn.with({ session: session._id }) },
      { label: '请假', press: showLeaveHelp.with({}) },
    ],
  }),

  /** What a card shows after its owner signed in. @param lateMinutes - 0 when on time */
  signed: (at: Date, lateMinutes: number) =>
    lateMinutes === 0 ? `已签到 ${formatClock(at)}` : `已签到 ${formatClock(at)}（迟到 ${lateMinutes} 分钟）`,
  signedReply: (session: SessionRow, reason: string) => `签到成功。“${session.title}”${reason}`,
  signedBefore: (session: SessionRow, at: Date) => `您已于 ${formatMoment(at)} 签到“${session.title}”，无需重复签到。`,
  closed: '签到已结束',
  notOpen: (session: SessionRow, reason: string) => `“${session.title}”${reason}`,
  /** After the window of a session one neither signed in to nor had leave from. @param next - the next one today, if any */
  missed: (session: SessionRow, reason: string, next: { session: SessionRow; reason: string } | undefined) =>
    [
      `“${session.title}”${reason}`,
      ...(next === undefined ? [] : [`下一节“${next.session.title}”${next.reason}`]),
    ].join('\n'),
  nothingNow: '现在没有需要您签到的课程。',

  sent: (session: SessionRow, people: number) =>
    people === 0
      ? `“${session.title}”全班均已签到或请假，没有再发签到卡。`
      : `已向 ${people} 名尚未签到的学员发出“${session.title}”（${formatMoment(session.startsAt)}）签到卡。`,
  noMore: (trainingClass: ClassRow) => `“${trainingClass.name}”没有正在进行或即将开始的课程。`,

  none: (trainingClass: ClassRow) => `“${trainingClass.name}”还没有开始上课，暂无签到情况。`,
  noneOn: (trainingClass: ClassRow, dateOn: string) => `“${trainingClass.name}”${formatDay(dateOn)}没有课程。`,
  register: (trainingClass: ClassRow, session: SessionRow, people: readonly TraineeAttendance[]) => {
    const groups = grouped(people);
    const leftEarly = people.filter(({ attendance }) => attendance.presence.includes('earlyLeave'));
    const counts = [
      `应到 ${people.length} 人`,
      `已签到 ${groups.present.length + groups.late.length} 人（迟到 ${groups.late.length} 人）`,
      `请假 ${groups.onLeave.length} 人`,
      ...(groups.pending.length > 0 ? [`待签到 ${groups.pending.length} 人`] : []),
      `未到 ${groups.absent.length} 人`,
      ...(leftEarly.length > 0 ? [`早退 ${leftEarly.length} 人`] : []),
    ];
    return [
      `“${trainingClass.name}”${formatMoment(session.startsAt)}“${session.title}”签到情况`,
      counts.join('，'),
      ...named('迟到', groups.late, (each) => clockOf(each)),
      ...named('早退', leftEarly, (each) => leftAtOf(each)),
      ...named('请假', groups.onLeave, (each) => leaveOf(each)),
      ...named('待签到', groups.pending, () => ''),
      ...named('未到', groups.absent, () => ''),
      ...named('按时签到', groups.present, (each) => clockOf(each)),
    ].join('\n');
  },

  /** @param lost - those of them who have not appeared since the opening and lose their place by the rules */
  absence: (
    trainingClass: ClassRow,
    session: SessionRow,
    absent: readonly TraineeAttendance[],
    lost: readonly TraineeAttendance[],
  ) =>
    [
      `【缺勤提醒】“${trainingClass.name}”${formatMoment(session.startsAt)}“${session.title}”签到已结束，${absent.length} 人未签到、未请假：${namesOf(absent)}。请核实；确已到课的，请用“/补签”更正。`,
      ...(lost.length === 0
        ? []
        : [`其中${namesOf(lost)}自开班以来一直未到，也未请假，按规定不再保留学员名额，请报县委组织部办理。`]),
    ].join('\n'),

  corrected: (name: string, dateOn: string, half: Half, sessions: readonly SessionRow[]) =>
    `已为${name}更正${halfDayName({ dateOn, half })}签到：${sessions.map((session) => `“${session.title}”`).join('、')}按时出勤。更正人和说明已记录。`,
  correctedToTrainee: (teacher: string, dateOn: string, half: Half, note: string) =>
    `${teacher}已将您${halfDayName({ dateOn, half })}的签到更正为按时出勤。说明：${note}`,
  correctedCard: '已由班主任更正为按时出勤',

  leftEarly: (name: string, session: SessionRow, leftAt: Date) =>
    `已登记${name}${formatMoment(leftAt)}提前离开“${session.title}”，并告知本人。登记有误的，请用“/补签”更正。`,
  leftEarlyToTrainee: (teacher: string, session: SessionRow, leftAt: Date, note: string, objectionDays: number) =>
    `【早退登记】${teacher}登记您${formatMoment(leftAt)}提前离开“${session.title}”，按早退计入出勤情况。说明：${withoutStop(note)}。如有异议，请在 ${objectionDays} 个工作日内向班主任提出。`,
} as const;

const namesOf = (people: readonly TraineeAttendance[]) => people.map((each) => each.trainee.name).join('、');

type Groups = Readonly<Record<'present' | 'late' | 'onLeave' | 'pending' | 'absent', TraineeAttendance[]>>;

function grouped(people: readonly TraineeAttendance[]): Groups {
  const groups: Groups = { present: [], late: [], onLeave: [], pending: [], absent: [] };
  for (const each of people) {
    const { presence } = each.attendance;
    const group = (['absent', 'pending', 'onLeave', 'late'] as const).find((name) => presence.includes(name));
    groups[group ?? 'present'].push(each);
  }
  return groups;
}

function named(label: string, people: readonly TraineeAttendance[], note: (each: TraineeAttendance) => string) {
  if (people.length === 0) return [];
  return [`${label}：${people.map((each) => `${each.trainee.name}${note(each)}`).join('、')}`];
}

/** The time of the mark, and whether staff entered it. */
function clockOf({ signIn }: TraineeAttendance): string {
  if (signIn === undefined) return '';
  return signIn.corrections === undefined ? `（${formatClock(signIn.at)}）` : '（更正）';
}

function leftAtOf({ signIn }: TraineeAttendance): string {
  return signIn?.leftEarlyAt === undefined ? '' : `（${formatClock(signIn.leftEarlyAt)}离开）`;
}

function leaveOf({ attendance: { leave } }: TraineeAttendance): string {
  return leave === undefined ? '' : `（${leaveKindLabel(leave.kind)}${leave.late ? '，补假' : ''}）`;
}
