import { formatMoment } from '../../calendar/beijing-time.ts';
import { cardOf } from '../../chat/card.ts';
import type { Card } from '../../chat/message.ts';
import type { ClassRow } from '../class/classes.ts';
import type { Round } from './election.ts';
import type { ElectionRow } from './elections.ts';
import { castVote } from './presses.ts';
import { ABSTAIN, AGAINST, optionsOf } from './vote-count.ts';
import type { NameOf } from './words.ts';

/** What voters read. Options begin with 投, so that what is typed is sealed as well. */
export const ballotWords = {
  cardId: (row: Pick<ElectionRow, '_id'>, { number }: Pick<Round, 'number'>) => `election-ballot:${row._id}:${number}`,

  /** The ballot for one post. @param at - its place in the round, from 0 */
  card: (
    trainingClass: Pick<ClassRow, '_id' | 'name'>,
    row: ElectionRow,
    round: Round,
    at: number,
    nameOf: NameOf,
  ): Card => {
    const vote = round.posts[at] ?? { post: '', candidates: [] };
    const place = round.posts.length > 1 ? `（${at + 1}/${round.posts.length}）` : '';
    return cardOf({
      id: ballotWords.cardId(row, round),
      task: {
        name: `班委投票（${trainingClass.name}）`,
        ...{ by: round.closesAt, classId: trainingClass._id, ofTrainee: true },
      },
      title: `班委投票：${vote.post}${place}`,
      lines: [
        round.number > 1
          ? `“${trainingClass.name}”第 ${round.number} 轮投票，上一轮无人过半。`
          : `“${trainingClass.name}”`,
        ...vote.candidates.flatMap((cadreId) => statementLine(row, cadreId, nameOf)),
        ...(vote.candidates.length === 1 ? ['候选人只有 1 人，赞成超过半数当选。'] : []),
        '投票不记名，任何人都看不到您投了谁。提交后不能更改。',
      ],
      fields: [{ label: '投票截止', value: formatMoment(round.closesAt) }],
      form: {
        kind: 'single',
        options: optionsOf(vote).map((value) => ({ value, label: labelOf(value, nameOf) })),
        submit: {
          label: '提交',
          style: 'primary',
          press: castVote.with({
            ...{ classId: row.classId, election: row.number, turn: round.number, post: at + 1 },
            sealed: 'form',
          }),
        },
      },
    });
  },
  done: (posts: number) => `已投票 ${posts} 项`,
  doneAlready: (trainingClass: Pick<ClassRow, 'name'>, until: Date) =>
    `您已投完“${trainingClass.name}”班委选票。${formatMoment(until)}截止，结果经县委党校审定后公布。`,
  /** To who typed a vote: the next one waits on the card. */
  next: (left: number) => `已投票，还有 ${left} 项，请在选票上继续。`,
  over: '投票已截止',
} as const;

/** What a candidate says; the names alone stand in the options. */
function statementLine({ candidacies }: ElectionRow, cadreId: string, nameOf: NameOf): string[] {
  const statement = candidacies.find((each) => each.cadreId === cadreId)?.statement;
  return statement === undefined ? [] : [`${nameOf(cadreId)}：${statement}`];
}

function labelOf(option: string, nameOf: NameOf): string {
  if (option === AGAINST) return '投反对票';
  return option === ABSTAIN ? '投弃权票' : `投${nameOf(option)}`;
}
