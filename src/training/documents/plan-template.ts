import { RuleError } from '../../errors.ts';
import { writeZip } from '../../sheets/write-zip.ts';
import type { AnnualPlanRow } from '../annual-plan/annual-plans.ts';
import { planNumber } from '../annual-plan/annual-plans.ts';
import { audienceLabel } from '../annual-plan/audience.ts';
import { type PlannedClass, plannedYuan } from '../annual-plan/plan-item.ts';
import { type DocumentFacts, fieldsOf } from './docx.ts';

/** What a template of the plan may name, each with what stands there. `items` is repeated, with the fields below it. */
const FIELDS: Readonly<Record<string, string>> = {
  ...{ year: '年份', number: '文号', count: '项数', people: '人数合计', items: '各项' },
  ...{ no: '序号', item: '编号', theme: '班次名称', audience: '培训对象', size: '人数', month: '月份', days: '天数' },
  ...{ unit: '主办单位', yuan: '经费（元）', need: '需求依据' },
};

/** Refuses a template that could not be filled. @throws RuleError `template.unreadable`, `template.fields` */
export function checkPlanTemplate(template: Buffer): void {
  const named = fieldsOf(template);
  const unknown = named.filter((name) => !Object.hasOwn(FIELDS, name));
  const missing = ['items', 'theme'].filter((name) => !named.includes(name));
  if (unknown.length + missing.length === 0) return;
  const usable = Object.entries(FIELDS).map(([name, label]) => `{${name}}${label}`);
  throw new RuleError('template.fields', {
    unknown: unknown.join('、') || '无',
    missing: missing.join('、') || '无',
    usable: usable.join('、'),
  });
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

const MAIN = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** The template that holds where the county has put none in place. */
export function defaultPlanTemplate(): Buffer {
  const columns = ['序号', '班次名称', '培训对象', '人数', '月份', '天数', '主办单位', '经费（元）'];
  const fields = ['{#items}{no}', '{theme}', '{audience}', '{size}', '{month}', '{days}', '{unit}', '{yuan}{/items}'];
  const row = (cells: readonly string[]) =>
    `<w:tr>${cells.map((cell) => `<w:tc><w:tcPr><w:tcW w:w="0" w:type="auto"/></w:tcPr>${paragraph(cell, 21)}</w:tc>`).join('')}</w:tr>`;
  const edges = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV'];
  const borders = edges.map((edge) => `<w:${edge} w:val="single" w:sz="4" w:space="0" w:color="000000"/>`).join('');
  const body = [
    paragraph('{year}年度培训计划', 44, 'center'),
    paragraph('{number}', 28, 'center'),
    paragraph('共 {count} 项，{people} 人。', 28),
    `<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>${borders}</w:tblBorders></w:tblPr>${row(columns)}${row(fields)}</w:tbl>`,
    paragraph('', 21),
  ];
  const parts: [string, string][] = [
    [
      '[Content_Types].xml',
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    ],
    [
      '_rels/.rels',
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
    ],
    ['word/document.xml', `<w:document xmlns:w="${MAIN}"><w:body>${body.join('')}</w:body></w:document>`],
  ];
  return writeZip(parts.map(([name, content]) => [name, XML + content]));
}

function paragraph(text: string, halfPoints: number, align: 'left' | 'center' = 'left'): string {
  const font = '<w:rFonts w:ascii="仿宋" w:hAnsi="仿宋" w:eastAsia="仿宋"/>';
  return `<w:p><w:pPr><w:jc w:val="${align}"/></w:pPr><w:r><w:rPr>${font}<w:sz w:val="${halfPoints}"/></w:rPr><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;
}
