import { formatKnownDate } from '../../calendar/beijing-time.ts';
import { cardOf } from '../../chat/card.ts';
import { isLong, type ListSheet, listCard } from '../../chat/long-list.ts';
import { type Card, type Message, text } from '../../chat/message.ts';
import { RANK_LEVELS, rankLevelLabel } from '../../county/cadre.ts';
import type { CadreRow } from '../../county/cadres.ts';
import type { Duty } from './duties.ts';
import { entryText } from './entry-lines.ts';
import type { HourEntryRow } from './hour-entries.ts';
import { sendPeople } from './presses.ts';
import { dutyLine } from './words.ts';

/** One person as the page shows them. */
export interface PersonPage {
  person: CadreRow;
  unit: string;
  age: number;
  groups: readonly string[];
  duties: readonly Duty[];
  /** The latest ones. */
  entries: readonly HourEntryRow[];
}

/** Of a long list: the rest is on its sheet. */
const mostListed = 5;

export const personWords = {
  page: ({ person, unit, age, groups, duties, entries }: PersonPage): Card =>
    cardOf({
      id: `person:${person._id}`,
      title: person.name,
      lines: [
        ...duties.map(dutyLine),
        ...(entries.length === 0 ? ['暂无学时记录。'] : entries.map(entryText)),
        ...(person.otherPosts ?? []).map((post) => `${span(post)}　${post.unitName}${post.post}`),
        ...(person.absences ?? []).map((one) => `${one.what}：${span(one)}`),
      ],
      fields: [
        { label: '单位', value: unit },
        { label: '职务', value: `${person.post}（${formatKnownDate(person.inPostSince)}任）` },
        { label: '层级', value: [rankLevelLabel(person.rankLevel), person.gradeRank].filter(Boolean).join('、') },
        { label: '年龄', value: `${age}岁` },
        ...(groups.length === 0 ? [] : [{ label: '重点对象', value: groups.join('、') }]),
        ...(person.secondment === undefined
          ? []
          : [
              {
                label: '挂职借调',
                value: `${person.secondment.place}（${span(person.secondment)}）`,
              },
            ]),
        { label: '编号', value: person._id },
      ],
    }),
  nobody: (words: string) => `没有找到“${words}”。可写姓名、拼音、首字母、单位、层级或“年轻干部”等。`,
  list: (words: string, people: readonly CadreRow[], unitOf: (unitId: string) => string): Message => {
    const levels = RANK_LEVELS.map(
      (level) => [rankLevelLabel(level), people.filter((each) => each.rankLevel === level).length] as const,
    );
    const head = `“${words}”共 ${people.length} 人：${levels
      .filter(([, count]) => count > 0)
      .map(([label, count]) => `${label} ${count} 人`)
      .join('、')}。`;
    const lineOf = (each: CadreRow) => `${each.name}　${unitOf(each.unitId)}　${each.post}　${each._id}`;
    if (!isLong(people)) return text(head, ...people.map(lineOf), '查看某人，请回复“/查 编号”。');
    const more = `其余 ${people.length - mostListed} 人见表格，也可加写单位或层级再查。查看某人，请回复“/查 编号”。`;
    return listCard(
      {
        ...{ id: `people:${words}`.slice(0, 100), title: '查找结果' },
        lines: [head, ...people.slice(0, mostListed).map(lineOf), more],
      },
      sendPeople.with({ words }),
    );
  },
  sheet: (
    words: string,
    people: readonly CadreRow[],
    unitOf: (unitId: string) => string,
    dateOn: string,
  ): ListSheet => ({
    fileName: `查找结果${dateOn}.xlsx`,
    title: `“${words}”查找结果（含个人信息，请妥善保管，不要转发）`,
    columns: [
      { header: '编号', width: 14 },
      { header: '姓名', width: 12 },
      { header: '单位', width: 28 },
      { header: '职务', width: 24 },
      { header: '层级', width: 14 },
      { header: '任现职时间', width: 14 },
    ],
    rows: people.map((each) => [
      ...[each._id, each.name, unitOf(each.unitId), each.post],
      ...[rankLevelLabel(each.rankLevel), each.inPostSince],
    ]),
    people: people.map(({ _id }) => _id),
  }),
} as const;

function span({ fromOn, untilOn }: { fromOn: string; untilOn?: string | undefined }): string {
  return `${formatKnownDate(fromOn)}至${untilOn === undefined ? '今' : formatKnownDate(untilOn)}`;
}
