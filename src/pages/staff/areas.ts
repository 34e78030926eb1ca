import type { Context } from '../../bot/context.ts';
import type { Router } from '../../bot/router.ts';
import { beijingDateOf } from '../../calendar/beijing-time.ts';
import type { Action } from '../../county/policy.ts';
import type { UnitRow } from '../../county/units.ts';
import { sendUndelivered } from '../../outbox/presses.ts';
import { sendActivityCounts } from '../../training/activities/presses.ts';
import { sendExecution, sendPlanSheet } from '../../training/annual-plan/presses.ts';
import { sendAppraisal, sendQuery } from '../../training/appointments/presses.ts';
import { sendSentOut } from '../../training/call-up/presses.ts';
import { sendNoticeList } from '../../training/class-messages/presses.ts';
import { sendPairs } from '../../training/exchange/presses.ts';
import { sendSites } from '../../training/field-sites/presses.ts';
import { sendFrontLine } from '../../training/follow-up/presses.ts';
import { sendCountyHours, sendPeople, sendUnitHours } from '../../training/hours/presses.ts';
import { sendLecturers } from '../../training/lecturers/presses.ts';
import { sendMenu } from '../../training/needs/presses.ts';
import { sendReservePool } from '../../training/reserve-pool/presses.ts';
import { sendAssessment, sendEvidence } from '../../training/self-assessment/presses.ts';
import { usualPeriod } from '../../training/statistics/period.ts';
import { sendFigure, sendStatistics } from '../../training/statistics/presses.ts';
import { sendTownSchools } from '../../training/town-schools/presses.ts';
import { emptyWords, staffListLabels, staffPageWords } from '../words.ts';
import { archivesOfYear } from './archive-lists.ts';
import { listOf } from './chat-list.ts';
import { followedClasses, followUpOfUnit } from './follow-up-lists.ts';
import { classList, deadLetters, roleList } from './own-lists.ts';
import type { PageList } from './shown-list.ts';

/** What a list is asked for with. */
interface Asked {
  ctx: Context;
  router: Router;
  year: string;
  words: string;
}

/** A list of the county with its page. */
export interface Area {
  path: string;
  label: string;
  /** The right without which it is not shown; what makes the list checks it again. */
  action: Action;
  /** It is of one year. */
  ofYear?: true;
  /** It is made for words alone: what is said before there are any, and how they look. */
  ofWords?: { first: string; hint: string };
  /** Who may not see all of it sees the list behind each unit of their own in which they may do this. */
  ofUnits?: Action;
  /** What the person may tell the bot here. */
  says?: { label: string; text: string; action: Action };
  list: (asked: Asked) => Promise<PageList>;
  /** The list behind a row, by what the row opens. */
  behind?: (asked: Asked, what: string) => Promise<PageList>;
  /** What is said where there is nothing yet. */
  empty?: string;
}

export type AreaLink = Pick<Area, 'path' | 'label'>;

const areas: readonly Area[] = [
  { path: '/staff/classes', label: staffPageWords.classes, action: 'class.read', list: ({ ctx }) => classList(ctx) },
  {
    ...{ path: '/staff/people', label: '人员', action: 'cadre.look' },
    ofWords: { first: staffPageWords.findPeopleFirst, hint: staffPageWords.findHint },
    list: async (asked) => ({ ...(await listOf(asked, sendPeople.with({ words: asked.words }))), ofWords: true }),
  },
  {
    ...{ path: '/staff/hours', label: '学时', action: 'hours.read-county', ofUnits: 'hours.read' },
    list: (asked) => listOf(asked, sendCountyHours.with({})),
    behind: (asked, unitId) => listOf(asked, sendUnitHours.with({ unitId })),
  },
  {
    ...{ path: '/staff/plan', label: '计划', action: 'plan.read', ofYear: true },
    empty: emptyWords.plan,
    list: (asked) => listOf(asked, sendPlanSheet.with({ year: asked.year })),
  },
  {
    ...{ path: '/staff/plan-execution', label: '计划执行', action: 'plan.read', ofYear: true },
    empty: emptyWords.plan,
    list: (asked) => listOf(asked, sendExecution.with({ year: asked.year })),
  },
  {
    ...{ path: '/staff/menu', label: '培训菜单', action: 'need.menu', ofYear: true },
    empty: emptyWords.menu,
    list: (asked) => listOf(asked, sendMenu.with({ year: asked.year })),
  },
  {
    ...{ path: '/staff/lecturers', label: '师资', action: 'faculty.read' },
    empty: emptyWords.lecturers,
    list: (asked) => listOf(asked, sendLecturers.with({})),
  },
  {
    ...{ path: '/staff/sites', label: '教学点', action: 'faculty.read' },
    empty: emptyWords.sites,
    list: (asked) => listOf(asked, sendSites.with({})),
  },
  {
    ...{ path: '/staff/town-schools', label: '镇级党校', action: 'town-school.read', ofYear: true },
    empty: emptyWords.townSchools,
    list: (asked) => listOf(asked, sendTownSchools.with({ year: asked.year })),
  },
  {
    ...{ path: '/staff/self-assessment', label: '办学评估', action: 'self-assessment.read', ofYear: true },
    list: (asked) => listOf(asked, sendAssessment.with({ year: asked.year })),
    behind: evidenceOf,
  },
  {
    ...{ path: '/staff/sent-out', label: '选派', action: 'call-up.propose' },
    empty: emptyWords.sentOut,
    list: (asked) => listOf(asked, sendSentOut.with({})),
  },
  {
    ...{ path: '/staff/exchange', label: '跟班', action: 'exchange.read', ofYear: true },
    empty: emptyWords.exchange,
    list: (asked) => listOf(asked, sendPairs.with({ year: asked.year })),
  },
  {
    ...{ path: '/staff/activities', label: '活动', action: 'activity.count', ofYear: true },
    empty: emptyWords.activities,
    list: (asked) => listOf(asked, sendActivityCounts.with({ year: asked.year })),
  },
  {
    ...{ path: '/staff/notices', label: '通知', action: 'notice.progress' },
    empty: emptyWords.notices,
    list: (asked) => listOf(asked, sendNoticeList.with({})),
  },
  {
    ...{ path: '/staff/statistics', label: '统计', action: 'statistics.read' },
    says: { label: '看明细和统计图', text: '/统计', action: 'statistics.read' },
    list: (asked) => {
      const { fromYear, toYear } = usualPeriod(beijingDateOf(asked.ctx.now));
      return listOf(asked, sendStatistics.with({ fromYear, toYear }));
    },
    behind: (asked, figure) => {
      const { fromYear, toYear } = usualPeriod(beijingDateOf(asked.ctx.now));
      return listOf(asked, sendFigure.with({ fromYear, toYear, figure }));
    },
  },
  {
    ...{ path: '/staff/follow-up', label: '跟踪', action: 'follow-up.read-class', ofUnits: 'follow-up.read' },
    empty: emptyWords.followedClasses,
    list: ({ ctx }) => followedClasses(ctx),
    behind: ({ ctx }, unitId) => followUpOfUnit(ctx, unitId),
  },
  {
    ...{ path: '/staff/archives', label: '归档', action: 'class.archive', ofYear: true },
    empty: emptyWords.archives,
    list: ({ ctx, year }) => archivesOfYear(ctx, year),
  },
  {
    ...{ path: '/staff/front-line', label: '一线名单', action: 'front-line.read', ofYear: true },
    empty: emptyWords.frontLine,
    list: (asked) => listOf(asked, sendFrontLine.with({ year: asked.year })),
  },
  {
    ...{
      path: '/staff/appraisal',
      label: '考核参考',
      action: 'appraisal.read',
      ofYear: true,
      ofUnits: 'appraisal.read',
    },
    list: (asked) => listOf(asked, sendAppraisal.with({ year: asked.year, unitId: '' })),
    behind: (asked, unitId) => listOf(asked, sendAppraisal.with({ year: asked.year, unitId })),
  },
  {
    ...{ path: '/staff/appointments', label: '选任查询', action: 'appointment.query' },
    ofWords: { first: staffPageWords.conditionsFirst, hint: staffPageWords.conditionsHint },
    list: async (asked) => ({ ...(await listOf(asked, sendQuery.with({ words: asked.words }))), ofWords: true }),
  },
  {
    ...{ path: '/staff/reserve', label: '储备库', action: 'reserve.read' },
    empty: emptyWords.reserve,
    list: (asked) => listOf(asked, sendReservePool.with({ words: '' })),
  },
  {
    ...{ path: '/staff/undelivered', label: '未送达', action: 'delivery.inspect' },
    empty: emptyWords.undelivered,
    says: { label: '重新发送', text: '/未送达', action: 'delivery.retry' },
    list: (asked) => listOf(asked, sendUndelivered.with({})),
  },
  {
    path: '/staff/dead-letters',
    label: staffListLabels.deadLetters,
    action: 'delivery.inspect',
    empty: emptyWords.deadLetters,
    list: ({ ctx }) => deadLetters(ctx),
  },
  { path: '/staff/roles', label: '角色', action: 'role.grant', list: ({ ctx }) => roleList(ctx) },
];

/** The addresses of all areas. */
export const areaPaths: readonly string[] = areas.map(({ path }) => path);

/** The records that one indicator of the self-assessment counts. */
async function evidenceOf(asked: Asked, indicator: string): Promise<PageList> {
  const { rows, ...list } = await listOf(asked, sendEvidence.with({ year: asked.year }));
  return { ...list, rows: rows.filter(([name]) => name === indicator) };
}

/** The areas this person has something to look at in. */
export async function areasOf(ctx: Context): Promise<Area[]> {
  const mine = await ctx.everAllowed(areas.map(({ action }) => action));
  const seen: Area[] = [];
  for (const area of areas) if (mine.has(area.action) || (await ownUnits(ctx, area)).length > 0) seen.push(area);
  return seen;
}

/** The units of their own of which the person sees the list behind, each with those below it; none where an area is not of units. */
export async function ownUnits(ctx: Context, { ofUnits }: Pick<Area, 'ofUnits'>): Promise<UnitRow[]> {
  if (ofUnits === undefined) return [];
  const { headsUnitIds, liaisesUnitIds } = await ctx.actor();
  const ids = [...new Set([...headsUnitIds, ...liaisesUnitIds])];
  const mine = new Set(await ctx.allowedIn(ofUnits, ids, (unitId) => ({ unitId })));
  const units = await ctx.store.units.many([...mine]);
  return units.filter(({ parentId }) => parentId === undefined || !mine.has(parentId));
}

/** The year a page shows, as the address says it, or else this one. */
export function yearOf(ctx: Context, query: URLSearchParams): string {
  const year = query.get('year') ?? '';
  return /^20\d\d$/.test(year) ? year : beijingDateOf(ctx.now).slice(0, 4);
}
