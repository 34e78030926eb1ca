import type { Context } from '../../bot/context.ts';
import { formatMoment } from '../../calendar/beijing-time.ts';
import type { Press } from '../../chat/message.ts';
import type { Action } from '../../county/policy.ts';
import { sendActivities } from '../../training/activities/presses.ts';
import { sendArrivals } from '../../training/arrival/presses.ts';
import { sendAttendance } from '../../training/attendance/presses.ts';
import { sendCallUpProgress } from '../../training/call-up/presses.ts';
import { type ClassRow, isHeldHere } from '../../training/class/classes.ts';
import type { SessionRow } from '../../training/class/sessions.ts';
import { sendDrawing, sendFollowUp } from '../../training/follow-up/presses.ts';
import { sendRanking } from '../../training/grading/presses.ts';
import { sendObjections } from '../../training/objections/presses.ts';
import { sendSatisfaction } from '../../training/satisfaction/presses.ts';
import { sendScores } from '../../training/scoring/presses.ts';
import { emptyWords } from '../words.ts';
import { archivesOf } from './archive-lists.ts';
import { listOf } from './chat-list.ts';
import { teamList, timetable, traineeList } from './own-lists.ts';
import type { PageList } from './shown-list.ts';
import type { Visit } from './visit.ts';

/** One list of a class, on its page. */
export interface ClassView {
  id: string;
  label: string;
  action: Action;
  /** What is said where there is nothing yet. */
  empty: string;
  list: (visit: Visit, trainingClass: ClassRow, query: URLSearchParams) => Promise<PageList>;
}

const chatList =
  (press: (classId: string) => Press): ClassView['list'] =>
  ({ ctx, deps }, { _id }) =>
    listOf({ ctx, router: deps.router }, press(_id));

const views: readonly ClassView[] = [
  {
    id: 'timetable',
    label: '课表',
    action: 'class.read',
    empty: emptyWords.timetable,
    list: ({ ctx }, row) => timetable(ctx, row),
  },
  {
    id: 'trainees',
    label: '学员',
    action: 'class.read',
    empty: emptyWords.trainees,
    list: ({ ctx }, row) => traineeList(ctx, row),
  },
  {
    ...{ id: 'call-up', label: '调训', action: 'call-up.progress', empty: emptyWords.callUp },
    list: chatList((classId) => sendCallUpProgress.with({ classId })),
  },
  {
    ...{ id: 'arrivals', label: '报到', action: 'arrival.read', empty: emptyWords.trainees },
    list: chatList((classId) => sendArrivals.with({ classId })),
  },
  { id: 'roll', label: '考勤', action: 'sign-in.progress', empty: emptyWords.roll, list: rollOf },
  {
    ...{ id: 'ledger', label: '记分', action: 'score.read-class', empty: emptyWords.scores },
    list: chatList((classId) => sendScores.with({ classId })),
  },
  {
    ...{ id: 'grading', label: '等次', action: 'grade.read-places', empty: emptyWords.scores },
    list: chatList((classId) => sendRanking.with({ classId })),
  },
  {
    id: 'team',
    label: '考评小组',
    action: 'grade.read-team',
    empty: emptyWords.scores,
    list: ({ ctx }, row) => teamList(ctx, row),
  },
  {
    ...{ id: 'activities', label: '活动', action: 'class.read', empty: emptyWords.classActivities },
    list: chatList((classId) => sendActivities.with({ classId })),
  },
  {
    ...{ id: 'satisfaction', label: '满意度', action: 'satisfaction.read', empty: emptyWords.satisfaction },
    list: chatList((classId) => sendSatisfaction.with({ classId })),
  },
  {
    ...{ id: 'objections', label: '异议', action: 'objection.read', empty: emptyWords.objections },
    list: chatList((classId) => sendObjections.with({ classId })),
  },
  {
    ...{ id: 'follow-up', label: '跟踪', action: 'follow-up.read', empty: emptyWords.followUp },
    list: chatList((classId) => sendFollowUp.with({ classId })),
  },
  {
    ...{ id: 'spot-checks', label: '抽查', action: 'follow-up.draw', empty: emptyWords.spotChecks },
    list: spotChecks,
  },
  {
    id: 'archive',
    label: '归档',
    action: 'class.archive',
    empty: '',
    list: ({ ctx }, row) => archivesOf(ctx, row),
  },
];

/** The names of all lists of a class, as the address has them. */
export const classViewIds: readonly string[] = views.map(({ id }) => id);

/** What there is of a class that somebody else holds: whom the county sends. */
const elsewhere: readonly string[] = ['trainees', 'call-up'];

/** The lists of a class that this person may see. */
export async function viewsOf(ctx: Context, trainingClass: ClassRow): Promise<ClassView[]> {
  const there = isHeldHere(trainingClass) ? views : views.filter(({ id }) => elsewhere.includes(id));
  const seen: ClassView[] = [];
  for (const view of there) if (await mayIn(ctx, view.action, trainingClass._id)) seen.push(view);
  return seen;
}

async function mayIn(ctx: Context, action: Action, classId: string): Promise<boolean> {
  return (await ctx.allowedIn(action, [{ classId }], (place) => place)).length > 0;
}

/** The sessions of a class of which there is a roll, the latest first. */
export async function heldSessions(ctx: Context, classId: string): Promise<SessionRow[]> {
  const sessions = await ctx.store.sessions.ofClass(classId);
  return sessions.filter(({ startsAt }) => startsAt <= ctx.now).reverse();
}

export function sessionLabel({ startsAt, title }: SessionRow): string {
  return `${formatMoment(startsAt)}　${title}`;
}

/** Who was there in the session that the address names, or in the last. */
async function rollOf({ ctx, deps }: Visit, { _id }: ClassRow, query: URLSearchParams): Promise<PageList> {
  const held = await heldSessions(ctx, _id);
  const session = held.find((each) => each._id === query.get('session')) ?? held[0];
  if (session === undefined) return { fileName: '', title: '', columns: [], rows: [] };
  return listOf({ ctx, router: deps.router }, sendAttendance.with({ session: session._id }));
}

/** Who was drawn for a spot check, all rounds, the latest first. */
async function spotChecks({ ctx, deps }: Visit, { _id: classId }: ClassRow): Promise<PageList> {
  const rounds = [...new Set((await ctx.store.followUps.ofClass(classId)).map(({ months }) => months))];
  const lists = await Promise.all(
    rounds
      .sort((a, b) => b - a)
      .map((months) => listOf({ ctx, router: deps.router }, sendDrawing.with({ classId, months }))),
  );
  const [first] = lists;
  if (first === undefined) return { fileName: '', title: '', columns: [], rows: [] };
  return { ...first, rows: lists.flatMap(({ rows }) => rows) };
}
