import { formatMoment } from '../../calendar/beijing-time.ts';
import { cardOf } from '../../chat/card.ts';
import type { ListSheet } from '../../chat/long-list.ts';
import type { Card, Press } from '../../chat/message.ts';
import { withoutStop } from '../../chat/sentence.ts';
import { type Told, toldWords } from '../attendance/carried-tasks.ts';
import type { ClassRow } from '../class/classes.ts';
import type { CommitteeRules } from './committee-rules.ts';
import { electedIn, lastResults } from './election.ts';
import type { ElectionRow } from './elections.ts';
import { confirmElection, refuseElection, sendElectionSheet } from './presses.ts';
import { isTold, type PostResult } from './vote-count.ts';
import { candidatesWords, type NameOf } from './words.ts';

type Named = Pick<ClassRow, '_id' | 'name'>;
const shareWords = ({ numerator, denominator }: CommitteeRules['quorum']) => `${denominator}分之${numerator}`;

function outcomeWords({ outcome, votes }: PostResult, nameOf: NameOf, rules: Pick<CommitteeRules, 'quorum'>): string {
  const among = (ids: readonly string[]) => ids.map(nameOf).join('、');
  switch (outcome.kind) {
    case 'elected':
      return `${nameOf(outcome.cadreId)}当选。`;
    case 'runOff':
      return `没有人超过半数，${among(outcome.among)}进入下一轮投票。`;
    case 'tie':
      return `${among(outcome.among)}得票相同，须研究确定。`;
    case 'notElected':
      return votes.length === 1 ? '赞成未超过半数，没有产生人选。' : '没有产生人选。';
    case 'noQuorum':
      return `投票人数不足应投人数的${shareWords(rules.quorum)}，本项无效。`;
    case 'unreadable':
      return '选票已不能打开，本项无效，须重新投票。';
  }
}

/** One post: how many might vote and did, how the votes fell, and what follows. */
function resultLine(result: PostResult, nameOf: NameOf, rules: Pick<CommitteeRules, 'quorum'>): string {
  const { post, eligible, cast, votes, against, abstained } = result;
  const each = votes.map(({ cadreId, votes: count }) => `${nameOf(cadreId)} ${count} 票`);
  const rest = [...(votes.length === 1 ? [`反对 ${against} 票`] : []), `弃权 ${abstained} 票`];
  const counted = isTold(result) ? `${[...each, ...rest].join('，')}。` : '';
  return `${post}：应投 ${eligible} 人，实投 ${cast} 人。${counted}${outcomeWords(result, nameOf, rules)}`;
}

/** What class teacher and school read of an election. */
export const committeeStaffWords = {
  openPreview: (
    id: string,
    trainingClass: Named,
    { posts, nominatesUntil, votesUntil }: Pick<ElectionRow, 'posts' | 'nominatesUntil' | 'votesUntil'>,
    people: number,
    presses: { confirm: Press; drop: Press },
  ): Card =>
    cardOf({
      id: `election-open:${id}`,
      title: '请核对班委竞选',
      lines: [
        `“${trainingClass.name}”，告知学员 ${people} 人。`,
        `职务 ${posts.length} 个：${posts.join('、')}。`,
        '自荐、推荐均可；到时自动转入不记名投票，结果由县委党校审定。',
      ],
      fields: [
        { label: '报名截止', value: formatMoment(nominatesUntil) },
        { label: '投票截止', value: formatMoment(votesUntil) },
      ],
      buttons: [
        { label: '确认发起', style: 'primary', press: presses.confirm },
        { label: '取消', press: presses.drop },
      ],
    }),
  opened: '已发起竞选',
  openDropped: '未发起',
  openedReply: (trainingClass: Named, people: number, told: Told) =>
    `已发起“${trainingClass.name}”班委竞选，${toldWords(told, people)}。查看进展用“/竞选情况”，改期用“/改竞选”，取消用“/取消竞选”。`,

  nobody: (trainingClass: Named) =>
    `【班委竞选】“${trainingClass.name}”报名已截止，无人报名，没有转入投票。延长报名用“/改竞选 ${trainingClass._id} 报名截止 日期”，不再竞选用“/取消竞选”。`,

  fewVoters: (trainingClass: Named, voters: number, least: number) =>
    `【班委竞选】“${trainingClass.name}”可投票的学员 ${voters} 人，不足 ${least} 人，没有转入投票。请在班会上举手推选，再用“/定班委 ${trainingClass._id} 职务 姓名 班会推选”登记。`,

  /** How it stands. @param voted - how many have voted on every post of the round */
  standing: (trainingClass: Named, row: ElectionRow, voted: number, nameOf: NameOf, rules: CommitteeRules): Card => {
    const round = row.rounds.at(-1);
    return cardOf({
      id: `election-standing:${row._id}`,
      title: `班委竞选：${stateLabels[row.state]}`,
      lines: [
        `“${trainingClass.name}”第 ${row.number} 次竞选。`,
        ...(row.state === 'nominating' ? candidatesWords(row, nameOf) : []),
        ...(row.state === 'voting' && round !== undefined
          ? [
              `第 ${round.number} 轮投票：应投 ${round.voters.length} 人，已投完 ${voted} 人。`,
              ...candidatesWords(row, nameOf),
            ]
          : []),
        ...lastResults(row).map((result) => resultLine(result, nameOf, rules)),
        ...(row.overFor === undefined ? [] : [`理由：${withoutStop(row.overFor.words)}。`]),
        nextStep(row),
      ],
      fields: [
        { label: '报名截止', value: formatMoment(row.nominatesUntil) },
        { label: '投票截止', value: formatMoment(round?.closesAt ?? row.votesUntil) },
      ],
      buttons: lastResults(row).length === 0 ? [] : [{ label: '发送表格', press: sendElectionSheet.with(facts(row)) }],
    });
  },
  noElection: (trainingClass: Named) =>
    `“${trainingClass.name}”没有组织过班委竞选。需要组织的，请用“/班委竞选 ${trainingClass._id}”。`,
  sheet: (trainingClass: Named, row: ElectionRow, nameOf: NameOf, rules: CommitteeRules): ListSheet => ({
    fileName: `${trainingClass._id}班委竞选结果.xlsx`,
    title: `“${trainingClass.name}”班委竞选结果（第 ${row.number} 次）`,
    columns: ['轮次', '职务', '应投', '实投', '候选人', '得票', '反对', '弃权', '结果'].map((header) => ({
      header,
      width: header === '结果' ? 40 : 12,
    })),
    rows: row.rounds.flatMap(({ number, results = [] }) =>
      results.flatMap((result) =>
        result.votes.map(({ cadreId, votes }) => [
          ...[
            number,
            result.post,
            result.eligible,
            result.cast,
            nameOf(cadreId),
            ...(isTold(result) ? [votes, result.against, result.abstained] : ['', '', '']),
          ],
          outcomeWords(result, nameOf, rules),
        ]),
      ),
    ),
  }),

  counted: (trainingClass: Named, row: ElectionRow, nameOf: NameOf, rules: CommitteeRules) =>
    [
      `【班委竞选】“${trainingClass.name}”计票完成，当选 ${electedIn(row).length} 人，已报县委党校审定：`,
      ...lastResults(row).map((result) => resultLine(result, nameOf, rules)),
    ].join('\n'),
  confirmId: (row: Pick<ElectionRow, '_id'>) => `election-confirm:${row._id}`,
  confirm: (trainingClass: Named, row: ElectionRow, nameOf: NameOf, rules: CommitteeRules): Card => {
    const elected = electedIn(row).length;
    const without = row.posts.length - elected;
    return cardOf({
      id: committeeStaffWords.confirmId(row),
      task: { name: `审定班委竞选结果（${trainingClass.name}）`, classId: trainingClass._id },
      title: '审定班委竞选结果',
      lines: [
        `“${trainingClass.name}”当选 ${elected} 人，未产生 ${without} 人。`,
        ...lastResults(row).map((result) => resultLine(result, nameOf, rules)),
        ...(without === 0 ? [] : [`未产生的职务，可另用“/定班委 ${trainingClass._id} 职务 姓名 理由”确定。`]),
      ],
      buttons: [
        ...(elected === 0
          ? []
          : [{ label: '确认结果', style: 'primary' as const, press: confirmElection.with(facts(row)) }]),
        { label: '不予确认', style: 'danger', press: refuseElection.with(facts(row)) },
      ],
    });
  },
  confirmed: '已确认并公布',
  confirmedReply: (trainingClass: Named, elected: number, people: number) =>
    `已确认“${trainingClass.name}”班委 ${elected} 人，告知学员 ${people} 人。需要调整的，用“/定班委”或“/免班委”。`,
  askRefusal: '请写明不予确认的理由，将告知班主任。',
  refused: '不予确认',
  refusedReply: (trainingClass: Named) =>
    `“${trainingClass.name}”班委竞选结果未予确认，已告知班主任。重新竞选用“/班委竞选 ${trainingClass._id}”。`,
  refusedToTeacher: (trainingClass: Named, reason: string) =>
    `【班委竞选】“${trainingClass.name}”班委竞选结果未予确认，理由：${withoutStop(reason)}。重新竞选用“/班委竞选 ${trainingClass._id}”，直接确定用“/定班委”。`,
  decided: '已由他人办理',

  cancelPreview: (
    id: string,
    trainingClass: Named,
    reason: string,
    people: number,
    presses: { confirm: Press; drop: Press },
  ): Card =>
    cardOf({
      id: `election-cancel:${id}`,
      title: '请核对取消竞选',
      lines: [
        `取消“${trainingClass.name}”班委竞选，告知学员 ${people} 人。已投的选票一并销毁，不计票。`,
        `理由：${withoutStop(reason)}。`,
      ],
      buttons: [
        { label: '确认取消', style: 'danger', press: presses.confirm },
        { label: '不取消', press: presses.drop },
      ],
    }),
  kept: '未取消',
  cancelled: '已取消竞选',
  cancelledReply: (trainingClass: Named, people: number) =>
    `已取消“${trainingClass.name}”班委竞选，告知学员 ${people} 人。重新竞选用“/班委竞选 ${trainingClass._id}”。`,
  changedReply: (trainingClass: Named, what: string, until: Date) =>
    `“${trainingClass.name}”班委竞选${what}已改为${formatMoment(until)}，已告知学员。再次改期用“/改竞选”。`,

  named: (name: string, post: string, former: string | undefined) =>
    `已确定${name}为${post}${former === undefined ? '' : `，接替${former}`}，已告知本人。需要更换的用“/定班委”，免去的用“/免班委”。`,
  toNamed: (trainingClass: Named, post: string) =>
    `您担任“${trainingClass.name}”${post}。班委名单，回复“班委名单”查看。`,
  toFormer: (trainingClass: Named, post: string, reason: string) =>
    `您不再担任“${trainingClass.name}”${post}，感谢您为同学服务。理由：${withoutStop(reason)}。`,
  changeMembers: '调整用“/定班委”“/免班委”。',
  removed: (name: string, post: string) => `已免去${name}的${post}职务，已告知本人。另行确定用“/定班委”。`,
} as const;

const facts = ({ classId, number }: Pick<ElectionRow, 'classId' | 'number'>) => ({ classId, election: number });
/** What may be done about an election as it stands. */
function nextStep({ state, classId }: Pick<ElectionRow, 'state' | 'classId'>): string {
  switch (state) {
    case 'nominating':
    case 'voting':
      return '改期用“/改竞选”，取消用“/取消竞选”。';
    case 'counted':
      return '结果已报县委党校审定，取消用“/取消竞选”。';
    case 'ended':
      return '调整班委用“/定班委”“/免班委”。';
    case 'over':
      return `重新竞选用“/班委竞选 ${classId}”，直接确定用“/定班委”。`;
  }
}

const stateLabels: Readonly<Record<ElectionRow['state'], string>> = {
  nominating: '报名中',
  voting: '投票中',
  counted: '待审定',
  ended: '已确认',
  over: '已结束，未产生班委',
};
