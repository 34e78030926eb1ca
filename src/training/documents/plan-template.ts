import type { AnnualPlanRow } from '../annual-plan/annual-plans.ts';
import { planNumber } from '../annual-plan/annual-plans.ts';
import { audienceLabel } from '../annual-plan/audience.ts';
import { type PlannedClass, plannedYuan } from '../annual-plan/plan-item.ts';
import { checkTemplate, type DocumentFacts } from './docx.ts';
import { gap, listOf, note, numberLine, simpleDocument, title } from './simple-document.ts';

/** What a template of the plan may name, each with what stands there. `items` is repeated, with the fields below it. */
const FIELDS: Readonly<Record<string, string>> = {
  ...{ year: '年份', number: '文号', count: '项数', people: '人数合计', items: '各项' },
  ...{ no: '序号', item: '编号', theme: '班次名称', audience: '培训对象', size: '人数', month: '月份', days: '天数' },
  ...{ unit: '主办单位', yuan: '经费（元）', need: '需求依据' },
};

/** Refuses a template that could not be filled. @throws RuleError `template.unreadable`, `template.fields` */
export function checkPlanTemplate(template: Buffer): void {
  checkTemplate(template, FIELDS, ['items', 'theme']);
}

/** What stands in the plan's document. @param plan - the confirmed plan; without one it is a draft */
export function planFacts(
  year: string,
  items: readonly (PlannedClass & { _id: string })[],
  plan: AnnualPlanRow | undefined,
  unitName: (unitId: string) => string,
): DocumentFacts {
  return {
    ...{ year, number: plan === undefined ? '（尚未确认）' : planNumber(plan), count: String(items.length) },
    people: String(items.reduce((sum, { people }) => sum + people, 0)),
    items: items.map((item, index) => ({
      ...{ no: String(index + 1), item: item._id, theme: item.theme, audience: audienceLabel(item) },
      ...{ size: String(item.people), month: String(item.month), days: String(item.days) },
      ...{ unit: unitName(item.unitId), yuan: String(plannedYuan(item)), need: item.need },
    })),
  };
}

/** The template that holds where the county has put none in place. */
export function defaultPlanTemplate(): Buffer {
  return simpleDocument([
    title('{year}年度培训计划'),
    numberLine('{number}'),
    note('共 {count} 项，{people} 人。'),
    listOf('items', [
      ['序号', 'no', 1.6],
      ['班次名称', 'theme', 4],
      ['培训对象', 'audience', 4],
      ['人数', 'size', 1.6],
      ['月份', 'month', 1.6],
      ['天数', 'days', 1.6],
      ['主办单位', 'unit', 3],
      ['经费（元）', 'yuan', 2],
    ]),
    gap(),
  ]);
}
