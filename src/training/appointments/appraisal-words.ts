import type { KeptList } from '../../chat/long-list.ts';
import { rankLevelLabel } from '../../county/cadre.ts';
import { gradeLabel } from '../grading/grade.ts';
import { dutyName } from '../hours/duties.ts';
import { type AppraisalLine, type AppraisedClass, appraisalTotals } from './appraisal.ts';
import { honourLine } from './honour-words.ts';

const forReference = '供年度考核、评优评先参考，不作结论。';

export const appraisalWords = {
  /** What stands in chat: nobody is named. */
  figures: (year: string, unitName: string, lines: readonly AppraisalLine[]): string[] => {
    const totals = appraisalTotals(lines);
    return [
      `考核参考（${year}年　${unitName}）`,
      `共 ${totals.people} 人：参加培训 ${totals.trained} 人，学时达标 ${totals.hoursMet} 人，未达标 ${totals.people - totals.hoursMet} 人。`,
      `已公布等次：优秀 ${totals.excellentGrades} 人次，不合格 ${totals.failed} 人次；优秀学员 ${totals.titles} 人次；登记荣誉 ${totals.honours} 项。`,
      forReference,
    ];
  },
  sheet: (
    year: string,
    unitName: string,
    lines: readonly AppraisalLine[],
    unitOf: (id: string) => string,
  ): KeptList => ({
    fileName: `${unitName}考核参考${year}.xlsx`,
    kept: { matter: 'results' },
    title: `${unitName}　${year}年培训情况（${forReference}）`,
    columns: [
      { header: '姓名', width: 12 },
      { header: '单位', width: 26 },
      { header: '职务', width: 22 },
      { header: '层级', width: 14 },
      { header: '参训班次', width: 50 },
      { header: '脱产学时', width: 10 },
      { header: '网络学时', width: 10 },
      { header: '学时是否达标', width: 12 },
      { header: '未达标项目', width: 30 },
      { header: '优秀学员', width: 10 },
      { header: '荣誉', width: 40 },
    ],
    rows: lines.map(({ person, classes, duties, honours }) => [
      ...[person.name, unitOf(person.unitId), person.post, rankLevelLabel(person.rankLevel)],
      classes.map(classText).join('；'),
      ...[hoursOf(duties, false), hoursOf(duties, true), duties.every(({ isMet }) => isMet) ? '是' : '否'],
      duties
        .filter(({ isMet }) => !isMet)
        .map(dutyName)
        .join('、'),
      classes.some(({ result }) => result?.excellentTrainee === 'candidate') ? '是' : '',
      honours.map(honourLine).join('；'),
    ]),
    people: lines.map(({ person }) => person._id),
  }),
  whole: '全县',
  nobody: (unit: string) => `${unit}没有在库人员。`,
} as const;

const STATES = { enrolled: '在册', completed: '结业', notCompleted: '不予结业', withdrawn: '未参训或退学' } as const;

/** `中青年干部培训班（结业，优秀）`. */
function classText({ row, state, result }: AppraisedClass): string {
  const grade = result?.finalGrade === undefined ? '' : `，${gradeLabel(result.finalGrade)}`;
  return `${row.name}（${STATES[state]}${grade}）`;
}

function hoursOf(duties: AppraisalLine['duties'], online: boolean): number {
  const minutes = duties.find(({ kind }) => (kind === 'online') === online)?.done.minutes ?? 0;
  return Math.round(minutes / 6) / 10;
}
