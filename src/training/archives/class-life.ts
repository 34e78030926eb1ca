import { formatClock } from '../../calendar/beijing-time.ts';
import { activityWords } from '../activities/words.ts';
import { attendanceOf } from '../attendance/attendance.ts';
import { presenceName } from '../attendance/words.ts';
import { byCadre } from '../class/by-cadre.ts';
import { asSession } from '../class/sessions.ts';
import { timetableReadingWords } from '../class/timetable-reading-words.ts';
import { leaveKindLabel } from '../leave/leave.ts';
import { asLeave } from '../leave/leaves.ts';
import { leaveStateName } from '../leave/words.ts';
import { testWords } from '../tests/words.ts';
import { assignmentWords } from '../works/words.ts';
import { owedBy } from '../works/work-figures.ts';
import { kindOf, markedAs } from '../works/work-kind.ts';
import { type ArchiveTable, columns, momentOf } from './archive-table.ts';
import type { ClassRecords } from './class-records.ts';

export function timetablePart({ trainingClass, sessions }: ClassRecords): ArchiveTable {
  return timetableReadingWords.sheet(trainingClass, sessions.map(asSession));
}

/** A row for each trainee, a column for each session. */
export function attendancePart(records: ClassRecords): ArchiveTable {
  const { trainingClass, sessions, marks, leaves, rules, now } = records;
  const markOf = new Map(marks.map((mark) => [`${mark.sessionId}:${mark.cadreId}`, mark]));
  const granted = byCadre(leaves.filter(({ state }) => state === 'granted'));
  const held = sessions.map(asSession);
  return {
    title: `${trainingClass._id}　${trainingClass.name}　考勤`,
    columns: [
      ...columns('姓名', ['单位', 26]),
      ...held.map(({ dateOn, startsAt, title }) => ({
        header: `${dateOn} ${formatClock(startsAt)} ${title}`,
        width: 12,
      })),
    ],
    rows: traineesOf(records).map(({ cadreId, name, unitId }) => {
      const own = granted(cadreId).map(asLeave);
      return [
        ...[name, records.unitOf(unitId)],
        ...held.map((session) => {
          const mark = markOf.get(`${session.sessionId}:${cadreId}`);
          return presenceName(attendanceOf(session, mark, own, rules.attendance, now));
        }),
      ];
    }),
  };
}

/** Requests for leave; why somebody asked may tell of their health and stays out. */
export function leavePart({ trainingClass, leaves, nameOf }: ClassRecords): ArchiveTable {
  return {
    title: `${trainingClass._id}　${trainingClass.name}　请假`,
    columns: columns('姓名', '类别', ['起', 18], ['止', 18], '补假', '结果', '审批人', ['审批时间', 18]),
    rows: leaves.map((leave) => [
      ...[leave.name, leaveKindLabel(leave.kind), momentOf(leave.fromAt), momentOf(leave.toAt)],
      ...[leave.late ? '是' : '', leaveStateName(leave)],
      leave.decidedBy === undefined ? '' : nameOf(leave.decidedBy),
      leave.decidedAt === undefined ? '' : momentOf(leave.decidedAt),
    ]),
  };
}

export function activitiesPart({ trainingClass, activities, rules, nameOf, todayOn }: ClassRecords): ArchiveTable {
  const { kinds } = rules.activities;
  const names = { kind: (kind: keyof typeof kinds) => kinds[kind].name, person: nameOf };
  return activityWords.sheet(trainingClass.name, activities, names, todayOn);
}

/** What was handed in and how it was marked; the works themselves stay encrypted where they are. */
export function worksPart(records: ClassRecords): ArchiveTable {
  const { trainingClass, works, rules } = records;
  const sheets = works.map(({ row, works: handedIn }) => {
    const { part } = markedAs(kindOf(rules.works, row.kind), rules.works, rules.scoring);
    return { row, sheet: assignmentWords.listSheet(row, owedBy(traineesOf(records), handedIn, part)) };
  });
  const shape = assignmentWords.listSheet({ _id: '', title: '' }, []).columns;
  return {
    title: `${trainingClass._id}　${trainingClass.name}　作业`,
    columns: [...columns('作业编号', ['题目', 30]), ...shape],
    rows: sheets.flatMap(({ row, sheet }) => sheet.rows.map((each) => [row._id, row.title, ...each])),
  };
}

export function testsPart({ trainingClass, tests }: ClassRecords): ArchiveTable {
  return {
    title: `${trainingClass._id}　${trainingClass.name}　测试`,
    columns: [...columns('测试编号', ['名称', 24]), ...testWords.listSheet({ _id: '', name: '' }, []).columns],
    rows: tests.flatMap(({ row, takers }) =>
      testWords.listSheet(row, takers).rows.map((each) => [row._id, row.name, ...each]),
    ),
  };
}

function traineesOf({ enrolled }: ClassRecords) {
  return enrolled.filter(({ state }) => state !== 'withdrawn');
}
