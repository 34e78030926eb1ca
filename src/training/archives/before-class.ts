import { beijingDateOf, formatDate, formatDays } from '../../calendar/beijing-time.ts';
import { callUpStateLabel } from '../call-up/call-up-state.ts';
import { changedNames } from '../class/change-words.ts';
import { type ClassChange, teamOf } from '../class/classes.ts';
import { noticeListWords } from '../class-messages/notice-list-words.ts';
import { membersOf } from '../committee/members.ts';
import { countyTeam, teamLine } from '../grading/team-words.ts';
import { type ArchiveTable, columns, momentOf } from './archive-table.ts';
import type { ClassRecords } from './class-records.ts';

const standings = { enrolled: '在学', withdrawn: '退学', completed: '结业', notCompleted: '未结业' } as const;
const decisions = { droppedOut: '按退学处理', kept: '继续学习', restored: '恢复学籍' } as const;

/** The class itself, of which item of the plan it was made, its rules, and what was changed. */
export function classPart(records: ClassRecords): ArchiveTable {
  const { trainingClass, rules, plan, enrolled, nameOf } = records;
  const {
    _id,
    name,
    kind,
    opensOn,
    closesOn,
    topicTag,
    teacherId,
    schemes = [],
    changes = [],
    teams = [],
  } = trainingClass;
  const trainees = enrolled.filter(({ state }) => state !== 'withdrawn').length;
  const version = schemes.at(-1)?.version;
  return {
    title: `${_id}　${name}　班次与计划`,
    columns: columns(['项目', 20], ['内容', 80]),
    rows: [
      ['班号', _id],
      ['名称', name],
      ['类别', rules.curriculum.classKinds[kind]?.name ?? kind],
      ['时间', `${opensOn.slice(0, 4)}年${formatDays(opensOn, closesOn)}`],
      ['主题', topicTag],
      ['班主任', nameOf(teacherId)],
      ['考评工作小组', teamOf(trainingClass)?.map(nameOf).join('、') ?? countyTeam],
      ['学员人数', trainees],
      ['适用规则', rules.id],
      ['考核方案', version === undefined ? '规则所附方案' : `本班方案第 ${version} 版`],
      ...(plan === null
        ? [['年度计划', '计划外']]
        : [
            ['年度计划', `${plan._id}　${plan.theme}`],
            ['计划安排', `${plan.year}年${plan.month}月，${plan.days} 天，${plan.people} 人`],
            ['办班理由', plan.need],
          ]),
      ...changes.map((change) => ['变更', changeLine(change, nameOf)]),
      ...teams.map((naming) => ['考评工作小组变更', teamLine(naming, nameOf)]),
    ],
  };
}

function changeLine({ field, from, to, reason, by, enteredAt }: ClassChange, nameOf: (id: string) => string): string {
  const shown = (value: string) => (value === '' ? '（空）' : nameOf(value));
  const what = `${changedNames[field]}由“${shown(from)}”改为“${shown(to)}”`;
  return `${formatDate(beijingDateOf(enteredAt))}　${what}　理由：${reason}　${nameOf(by)}`;
}

/** Who was called up by a list that went out, and what became of it. */
export function callUpPart({ trainingClass, callUps, unitOf }: ClassRecords): ArchiveTable {
  const issued = callUps.filter(({ issuedAt, listed }) => issuedAt !== undefined && listed === 'named');
  return {
    title: `${trainingClass._id}　${trainingClass.name}　调训名单`,
    columns: columns('姓名', ['单位', 26], '名单编号', ['入选理由', 40], '发出日期', ['结果', 24]),
    rows: issued.map(({ name, unitId, listNumber, briefly, issuedAt, state }) => [
      ...[name, unitOf(unitId), listNumber ?? '', briefly ?? ''],
      ...[issuedAt === undefined ? '' : formatDate(beijingDateOf(issuedAt)), callUpStateLabel(state)],
    ]),
  };
}

/** Everybody who ever was enrolled. */
export function traineesPart({ trainingClass, enrolled, nameOf, unitOf }: ClassRecords): ArchiveTable {
  const posts = new Map<string, string[]>();
  for (const { post, cadreId } of membersOf(trainingClass)) posts.set(cadreId, [...(posts.get(cadreId) ?? []), post]);
  return {
    title: `${trainingClass._id}　${trainingClass.name}　学员名册`,
    columns: columns('姓名', ['单位', 26], '入班日期', '学籍', ['班委职务', 20], ['学籍处理', 60]),
    rows: enrolled.map(({ name, unitId, enrolledAt, state, cadreId, decisions: decided = [] }) => [
      ...[name, unitOf(unitId), formatDate(beijingDateOf(enrolledAt)), standings[state]],
      (posts.get(cadreId) ?? []).join('、'),
      decided
        .map(({ what, reason, by, at }) => `${momentOf(at)}${decisions[what]}（${reason}）${nameOf(by)}`)
        .join('；'),
    ]),
  };
}

/** The notices to the class; of work-sensitive ones the text is kept nowhere. */
export function noticesPart({ trainingClass, notices, todayOn }: ClassRecords): ArchiveTable {
  const { columns: all, rows } = noticeListWords.sheet(notices, todayOn);
  return { title: `${trainingClass._id}　${trainingClass.name}　通知`, columns: all, rows };
}
