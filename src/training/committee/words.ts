import { formatMoment } from '../../calendar/beijing-time.ts';
import { cardOf } from '../../chat/card.ts';
import type { Card } from '../../chat/message.ts';
import { withoutStop } from '../../chat/sentence.ts';
import type { ClassRow } from '../class/classes.ts';
import { type Candidacy, candidacyOf, type Election } from './election.ts';
import type { ElectionRow } from './elections.ts';
import { acceptProposal, declineProposal, proposeAsk, standAsk, standFor, withdrawCandidacy } from './presses.ts';

/** A person's name as it is read here. */
export type NameOf = (cadreId: string) => string;

const facts = ({ classId, number }: Pick<ElectionRow, 'classId' | 'number'>) => ({ classId, election: number });
const postsWords = (posts: readonly string[]) => `职务 ${posts.length} 个：${posts.join('、')}。`;

/** Who stands for what, the number first. */
export function candidatesWords({ posts, candidacies }: Election, nameOf: NameOf): string[] {
  const standing = candidacies.filter(({ state }) => state === 'standing');
  if (standing.length === 0) return ['目前无人报名。'];
  const named = (post: string) => standing.filter((each) => each.post === post).map(({ cadreId }) => nameOf(cadreId));
  const lines = posts.filter((post) => named(post).length > 0).map((post) => `${post}：${named(post).join('、')}`);
  return [`已报名 ${standing.length} 人：`, ...lines];
}

/** What trainees read while people come forward. */
export const committeeWords = {
  cardId: (row: Pick<ElectionRow, '_id'>) => `election:${row._id}`,

  /** The election as it stands for one trainee. */
  card: (trainingClass: Pick<ClassRow, 'name'>, row: ElectionRow, cadreId: string, nameOf: NameOf): Card => {
    const own = candidacyOf(row, cadreId);
    const standing = own?.state === 'standing' ? own : undefined;
    return cardOf({
      id: committeeWords.cardId(row),
      ...(own === undefined && {
        task: {
          name: `班委竞选报名，自愿参加（${trainingClass.name}）`,
          ...{ by: row.nominatesUntil, classId: row.classId, ofTrainee: true as const },
        },
      }),
      title: '班委竞选',
      lines: [
        `“${trainingClass.name}”，${postsWords(row.posts)}`,
        ...candidatesWords(row, nameOf),
        ...(standing === undefined ? ['每人竞选一个职务。投票不记名。'] : [`您已报名竞选${standing.post}。`]),
      ],
      fields: [
        { label: '报名截止', value: formatMoment(row.nominatesUntil) },
        { label: '投票截止', value: formatMoment(row.votesUntil) },
      ],
      buttons: [
        standing === undefined
          ? { label: '我要报名', style: 'primary', press: standAsk.with(facts(row)) }
          : { label: '退出竞选', press: withdrawCandidacy.with(facts(row)) },
        { label: '推荐同学', press: proposeAsk.with(facts(row)) },
      ],
    });
  },

  choosePost: (id: string, row: ElectionRow): Card =>
    cardOf({
      id: `election-post:${id}`,
      title: '报名竞选',
      lines: ['请选择一个职务：'],
      buttons: row.posts.map((post) => ({ label: `报名${post}`, press: standFor.with({ ...facts(row), post }) })),
    }),

  stood: (post: string, most: number) =>
    `已报名竞选${post}。请用文字或语音说明您的设想，${most} 字以内，投票时供同学参考。不作说明的，回复“取消”。\n需要退出的，回复“班委竞选”。`,
  stoodCard: (post: string) => `已报名竞选${post}`,
  statementKept: '竞选说明已收到，投票时供同学参考。需要修改或退出的，回复“班委竞选”。',
  withdrawn: '已退出竞选',
  withdrawnReply: '已退出竞选。截止前可以重新报名，请回复“班委竞选”。',

  askProposal: (posts: readonly string[]) =>
    `请写明同学姓名和职务，例如：张三 ${posts[0] ?? ''}。本人接受后才列为候选人。不再推荐的，回复“取消”。`,
  proposedReply: (name: string, post: string) =>
    `已推荐${name}竞选${post}，等待本人答复。查看报名情况，回复“班委竞选”。`,
  proposedId: (row: Pick<ElectionRow, '_id'>, { cadreId, post }: Pick<Candidacy, 'cadreId' | 'post'>) =>
    `election-proposed:${row._id}:${cadreId}:${post}`,
  proposed: (trainingClass: Pick<ClassRow, '_id' | 'name'>, row: ElectionRow, candidacy: Candidacy): Card =>
    cardOf({
      id: committeeWords.proposedId(row, candidacy),
      task: {
        name: `答复竞选推荐：${candidacy.post}（${trainingClass.name}）`,
        ...{ by: row.nominatesUntil, classId: trainingClass._id, ofTrainee: true },
      },
      title: '同学推荐您竞选班委',
      lines: [`有同学推荐您竞选“${trainingClass.name}”${candidacy.post}。`, '截止前未答复的，不列为候选人。'],
      fields: [{ label: '答复截止', value: formatMoment(row.nominatesUntil) }],
      buttons: [
        { label: '接受推荐', style: 'primary', press: acceptProposal.with(facts(row)) },
        { label: '谢绝推荐', press: declineProposal.with(facts(row)) },
      ],
    }),
  declined: '已谢绝推荐',
  declinedReply: '已谢绝推荐，不列为候选人。改变主意的，截止前回复“班委竞选”报名。',
  proposalOver: '报名已截止，无需答复',

  waits: (trainingClass: Pick<ClassRow, 'name'>) => `“${trainingClass.name}”班委投票已结束，结果经县委党校审定后公布。`,
  none: '您所在的班级目前没有班委竞选。查看班委，回复“班委名单”。',
  cancelled: (trainingClass: Pick<ClassRow, 'name'>, reason: string) =>
    `【班委竞选取消】“${trainingClass.name}”班委竞选已取消，无需办理。理由：${withoutStop(reason)}。`,
  changed: (trainingClass: Pick<ClassRow, 'name'>, what: string, until: Date) =>
    `【班委竞选】“${trainingClass.name}”班委竞选${what}改为${formatMoment(until)}。`,
  cancelledCard: '班委竞选已取消',

  members: (trainingClass: Pick<ClassRow, 'name'>, members: readonly { post: string; name: string }[]) =>
    members.length === 0
      ? `【班委名单】“${trainingClass.name}”尚未产生班委。`
      : [
          `【班委名单】“${trainingClass.name}”班委 ${members.length} 人：`,
          ...members.map(({ post, name }) => `${post}　${name}`),
        ].join('\n'),
  notMember: '您目前不在任何班级学习。',
} as const;
