import { beijingDateOf } from '../../calendar/beijing-time.ts';
import { sendActivityCounts } from '../../training/activities/presses.ts';
import { sendExecution, sendPlanSheet } from '../../training/annual-plan/presses.ts';
import { sendNoticeList } from '../../training/class-messages/presses.ts';
import { sendSites } from '../../training/field-sites/presses.ts';
import { sendLecturers } from '../../training/lecturers/presses.ts';
import { sendMenu } from '../../training/needs/presses.ts';
import { sendAssessment, sendEvidence } from '../../training/self-assessment/presses.ts';
import { usualPeriod } from '../../training/statistics/period.ts';
import { sendFigure, sendStatistics } from '../../training/statistics/presses.ts';
import { sendTownSchools } from '../../training/town-schools/presses.ts';
import { emptyWords, staffPageWords } from '../words.ts';
import { archivesOfYear } from './archive-lists.ts';
import type { Area, Asked } from './area.ts';
import { listOf } from './chat-list.ts';
import { classList } from './own-lists.ts';
import type { PageList } from './shown-list.ts';

export const classAreas: readonly Area[] = [
  { path: '/staff/classes', label: staffPageWords.classes, action: 'class.read', list: ({ ctx }) => classList(ctx) },
];

/** Lists of what the county has and does. */
export const countyAreas: readonly Area[] = [
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
    ...{ path: '/staff/archives', label: '归档', action: 'class.archive', ofYear: true },
    empty: emptyWords.archives,
    list: ({ ctx, year }) => archivesOfYear(ctx, year),
  },
];

/** The records that one indicator of the self-assessment counts. */
async function evidenceOf(asked: Asked, indicator: string): Promise<PageList> {
  const { rows, ...list } = await listOf(asked, sendEvidence.with({ year: asked.year }));
  return { ...list, rows: rows.filter(([name]) => name === indicator) };
}
