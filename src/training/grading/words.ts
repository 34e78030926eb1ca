import { formatDuration } from '../../calendar/beijing-time.ts';
import type { Card, Field } from '../../chat/message.ts';
import { withoutStop } from '../../chat/sentence.ts';
import type { Share } from '../../county/rule-shapes.ts';
import type { ClassRow } from '../class/classes.ts';
import type { LeaveStanding } from '../leave/leave.ts';
import type { AssessedRow } from './assessments.ts';
import { decidedLines } from './decided-words.ts';
import { type Grade, type GradeChange, gradeLabel } from './grade.ts';
import type { GradingDecisions } from './gradings.ts';
import { cancelGrading, confirmGrading, listRanking, publishGrades, returnGrading, submitGrading } from './presses.ts';
import { gradeCounts, isCandidate, isChanged } from './ranking-words.ts';

/** The part of a proposal that its card shows. */
export interface ProposalFacts {
  rows: readonly AssessedRow[];
  excellentQuota: number;
  /** Those in the tie for the last places of 优秀学员. */
  tied: readonly AssessedRow[];
}

const mostNames = 8;

export const gradingWords = {
  withdrawn: (reason: string | undefined) =>
    reason === undefined ? '已办理退学手续' : `经县委组织部研究决定，理由：${withoutStop(reason)}`,
  undecided: ({ _id, name }: ClassRow, people: readonly { name: string; reason: string }[]) =>
    [
      `“${name}”还有 ${people.length} 名学员是否按退学处理尚未决定，暂不能评定等次：`,
      ...people.map((each) => `${each.name}：${each.reason}`),
      `已请县委组织部决定（也可用“/退学 ${_id} 姓名 理由”或“/保留学籍 ${_id} 姓名 理由”），决定后再评定等次。`,
    ].join('\n'),
  leaveExceeded: ({ leaveMinutes }: LeaveStanding, limit: Share) =>
    `累计请假${formatDuration(leaveMinutes)}，超过总学时${limit.numerator}/${limit.denominator}`,

  unrated: (trainingClass: ClassRow, waiting: readonly { name: string; parts: readonly string[] }[]) =>
    [
      `“${trainingClass.name}”还有 ${waiting.length} 名学员没有评完，暂不能评定等次：`,
      ...byParts(waiting).map(([parts, names]) => `待评${parts} ${names.length} 人：${names.join('、')}`),
      `请用“/记分 ${trainingClass._id} <姓名> <待评项目> <分值>”补评后再评定等次。`,
    ].join('\n'),

  /** For the proposer. */
  preview: (trainingClass: ClassRow, proposal: string, facts: ProposalFacts, notes: readonly string[]): Card => ({
    kind: 'card',
    id: `grading:${trainingClass._id}`,
    title: '等次评定预览',
    lines: [
      ...notes,
      titleLine(facts),
      ...(facts.tied.length === 0
        ? []
        : [
            `${facts.tied.map((row) => row.name).join('、')}并列跨线，请先用“/并列 ${trainingClass._id} <姓名、姓名> <理由>”确定名次，也可在工作台或等次表中确定。`,
          ]),
    ],
    fields: countFields(trainingClass, facts),
    buttons: [
      { label: '提请确认', style: 'primary', press: submitGrading.with({ classId: trainingClass._id, proposal }) },
      { label: '查看名次', press: listRanking.with({ classId: trainingClass._id }) },
      { label: '取消', press: cancelGrading.with({ classId: trainingClass._id }) },
    ],
  }),
  cancelled: '已取消，未提请确认',
  submitted: (names: readonly string[]) => `已提请${names.join('、')}确认`,
  replaced: '已由新的等次评定方案代替',
  askAgain: '此前提请确认的方案不再有效，请核对后重新提请确认。',

  /** For the other members, with everything that people decided in addition to the rules; a button shows the list. */
  toConfirm: (
    trainingClass: ClassRow,
    { proposal, ...decisions }: GradingDecisions & { proposal: string },
    facts: ProposalFacts,
    proposer: string,
  ): Card => ({
    kind: 'card',
    id: `grade-confirm:${trainingClass._id}`,
    task: { name: `确认“${trainingClass.name}”等次评定方案`, mayWait: true, classId: trainingClass._id },
    title: '等次评定方案待确认',
    lines: [
      `${proposer}提出“${trainingClass.name}”的等次评定方案，请核对后确认。`,
      ...decidedLines(facts.rows, decisions),
    ],
    fields: countFields(trainingClass, facts),
    buttons: [
      { label: '确认等次', style: 'primary', press: confirmGrading.with({ classId: trainingClass._id, proposal }) },
      { label: '查看名次', press: listRanking.with({ classId: trainingClass._id }) },
      { label: '退回', style: 'danger', press: returnGrading.with({ classId: trainingClass._id, proposal }) },
    ],
  }),
  confirmedBy: (name: string) => `已由${name}确认`,
  confirmedReply: (trainingClass: ClassRow) =>
    `已确认“${trainingClass.name}”的等次评定结果，不再记分。已请县委组织部公布成绩。`,
  confirmedToProposer: (trainingClass: ClassRow, name: string) =>
    `【等次已确认】${name}已确认“${trainingClass.name}”的等次评定方案，等待县委组织部公布成绩。`,

  askReturn: '请回复退回的理由。回复“取消”则暂不处理。',
  returnedBy: (name: string) => `已由${name}退回`,
  returnedReply: '已退回，并将理由告知提出人。',
  returnedToProposer: (trainingClass: ClassRow, name: string, words: string) =>
    `【等次评定方案退回】${name}退回了“${trainingClass.name}”的等次评定方案。理由：${withoutStop(words)}。\n可调整后重新提请：/评定等次 ${trainingClass._id}`,
  staleCard: '成绩有变化，须重新评定等次',
  staleToProposer: (trainingClass: ClassRow) =>
    `【须重新评定等次】提出方案以后，“${trainingClass.name}”的成绩有变化，方案未被确认。请重新评定：/评定等次 ${trainingClass._id}`,

  /** For the organisation department. */
  toPublish: (trainingClass: ClassRow, rows: readonly AssessedRow[], decisions: GradingDecisions): Card => ({
    kind: 'card',
    id: `grade-publish:${trainingClass._id}`,
    task: { name: `公布“${trainingClass.name}”成绩`, mayWait: true, classId: trainingClass._id },
    title: '公布成绩',
    lines: [
      `“${trainingClass.name}”考核等次已经考评工作小组两名同志复核。公布后，结果发给学员本人，并反馈所在单位主要负责人；有优秀学员人选的，先公示。`,
      ...decidedLines(rows, decisions),
    ],
    fields: countFields(trainingClass, { rows }),
    buttons: [{ label: '公布成绩', style: 'primary', press: publishGrades.with({ classId: trainingClass._id }) }],
  }),
  releasedBy: (name: string) => `已由${name}公布`,
  releasedReply: (trainingClass: ClassRow, rows: readonly AssessedRow[], postingWorkingDays: number) => {
    const candidates = rows.filter(isCandidate).length;
    const results = `${rows.length} 名学员的结果将陆续发给本人，并反馈所在单位主要负责人（非工作日和夜间不发送）`;
    return candidates === 0
      ? `已办理公布。“${trainingClass.name}”${results}。回复“/反馈进度 ${trainingClass._id}”可查看阅知情况。`
      : [
          `已办理公布。“${trainingClass.name}”优秀学员人选 ${candidates} 名，先向本班学员公示 ${postingWorkingDays} 个工作日。`,
          `期满无异议的，${results}。回复“/公示 ${trainingClass._id}”可查看公示情况、领取公示文本。`,
        ].join('\n');
  },
  releaseTakenBack: '已撤销公布',
  releaseTakenBackReply: (row: ClassRow) =>
    `已撤销“${row.name}”的公布，结果尚未发给任何人。需要公布的，请回复：/公布成绩 ${row._id}`,

  dropped: (names: readonly string[]) => `成绩有变，对下列学员的调整或并列决定不再适用，已取消：${names.join('、')}。`,
  changed: (name: string, from: Grade, { to, reason }: GradeChange) =>
    `${name}的等次由${gradeLabel(from)}调整为${gradeLabel(to)}，理由：${withoutStop(reason)}。`,
  unchanged: (name: string, grade: Grade) => `${name}的等次为测算的${gradeLabel(grade)}，不作调整。`,
  tieDecided: (names: readonly string[], reason: string) =>
    `并列已按此次序确定：${names.join('、')}，理由：${withoutStop(reason)}。`,
  tieOver: (names: readonly string[]) => `等次调整后，并列的学员有变，${names.join('、')}的并列先后不再适用，已取消。`,
} as const;

/** Names under what they still have to be rated in. */
function byParts(waiting: readonly { name: string; parts: readonly string[] }[]): [string, string[]][] {
  const groups = new Map<string, string[]>();
  for (const { name, parts } of waiting) {
    const label = parts.map((part) => `“${part}”`).join('');
    groups.set(label, [...(groups.get(label) ?? []), name]);
  }
  return [...groups];
}

function countFields(trainingClass: ClassRow, { rows }: Pick<ProposalFacts, 'rows'>): Field[] {
  const withdrawn = rows.filter((row) => row.outcome === 'withdrawn').length;
  const candidates = rows.filter(isCandidate).length;
  const changed = rows.filter(isChanged).length;
  return [
    { label: '班次', value: trainingClass._id },
    { label: '学员', value: `${rows.length} 人` },
    {
      label: '等次',
      value: gradeCounts(rows),
    },
    ...(withdrawn === 0 ? [] : [{ label: '退学', value: `${withdrawn} 人` }]),
    { label: '优秀学员', value: `人选 ${candidates} 人` },
    ...(changed === 0 ? [] : [{ label: '等次调整', value: `${changed} 人` }]),
  ];
}

function titleLine({ rows, excellentQuota }: ProposalFacts): string {
  const names = rows.filter(isCandidate).map((row) => row.name);
  const quota = `优秀学员名额 ${excellentQuota} 个`;
  if (names.length === 0) return `${quota}，暂无人选。`;
  const more = names.length > mostNames ? `等 ${names.length} 人` : '';
  return `${quota}，人选：${names.slice(0, mostNames).join('、')}${more}。`;
}
