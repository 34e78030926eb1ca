import { isLong, type ListSheet, listCard } from '../../chat/long-list.ts';
import { type Message, text } from '../../chat/message.ts';
import { sendTownSchools } from './presses.ts';
import type { TownSchoolRules } from './town-school-rules.ts';
import { doneOf, type TownSchoolRow } from './town-schools.ts';

type Items = TownSchoolRules['items'];

export const townSchoolWords = {
  entered: (year: string, name: string, item: string, done: number, of: number) =>
    `已登记${name}${year}年“${item}”，五共事项已落实 ${done} 项，共 ${of} 项。登记有误的，用“/合作办学 ${name} ${item} 撤销”。`,
  takenBack: (year: string, name: string, item: string, done: number, of: number) =>
    `已撤销${name}${year}年“${item}”的登记，五共事项已落实 ${done} 项，共 ${of} 项。需要恢复的，用“/合作办学 ${name} ${item} 说明”。`,
  none: (year: string) => `${year}年合作办学的镇级党校 0 所。登记用“/合作办学 党校名称 事项 说明”。`,
  list: (year: string, rows: readonly TownSchoolRow[], items: Items): Message => {
    const whole = rows.filter((row) => items.every(({ id }) => doneOf(row).has(id))).length;
    const lines = [
      `${year}年合作办学的镇级党校 ${rows.length} 所，${items.length} 项全部落实 ${whole} 所。`,
      items.map(({ id, name }) => `${name} ${rows.filter((row) => doneOf(row).has(id)).length} 所`).join('，'),
    ];
    if (isLong(rows))
      return listCard({ id: `town-schools:${year}`, title: '镇级党校合作办学', lines }, sendTownSchools.with({ year }));
    return text(...lines, ...rows.map((row) => schoolLine(row, items)));
  },
  sheet: (year: string, rows: readonly TownSchoolRow[], items: Items): ListSheet => ({
    fileName: `${year}年镇级党校合作办学.xlsx`,
    title: `${year}年镇级党校合作办学情况`,
    columns: [
      { header: '镇级党校', width: 20 },
      ...items.map(({ name }) => ({ header: name, width: 30 })),
      { header: '落实项数', width: 10 },
    ],
    rows: rows.map((row) => {
      const done = doneOf(row);
      return [
        row.name,
        ...items.map(({ id }) => done.get(id)?.note ?? ''),
        items.filter(({ id }) => done.has(id)).length,
      ];
    }),
  }),
} as const;

function schoolLine(row: TownSchoolRow, items: Items): string {
  const done = doneOf(row);
  const missing = items.filter(({ id }) => !done.has(id)).map(({ name }) => name);
  return `${row.name}：已落实 ${items.length - missing.length} 项${missing.length === 0 ? '' : `，未落实${missing.join('、')}`}`;
}
