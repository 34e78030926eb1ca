import type { Running } from '../start/start.ts';
import { lastResults } from '../training/committee/election.ts';
import type { Participants } from './participants.ts';

const classId = '2026-01';

/** What the class did beside its lessons, one line each. */
export async function classLifeTable({ trainees }: Participants, { store }: Running): Promise<string> {
  const nameOf = (id: string) => trainees.find(({ cadre }) => cadre.id === id)?.cadre.name ?? id;
  const [election] = await store.elections.ofClass(classId);
  const results = election === undefined ? [] : lastResults(election);
  const tests = await store.tests.ofClasses([classId]);
  const takers = await Promise.all(tests.map(async ({ _id }) => (await store.testSheets.of(_id)).length));
  const works = await store.works.of(`${classId}-W1`);
  const [activity] = await store.activities.ofClass(classId);
  const pair = await store.exchangePairs.byId('G2026-1');
  const notes = pair === null ? [] : await store.exchangeNotes.ofPair(pair._id);
  return [
    '班级活动：',
    ...results.map(({ post, eligible, cast, outcome }) => {
      const elected = outcome.kind === 'elected' ? `${nameOf(outcome.cadreId)}当选` : '未选出';
      const rounds = election?.rounds.filter(({ posts }) => posts.some((each) => each.post === post)).length ?? 0;
      return `班委竞选 ${post}：投票 ${rounds} 轮，应投 ${eligible} 人，实投 ${cast} 人，${elected}`;
    }),
    ...tests.map(({ name }, index) => `${name}：参加 ${takers[index]} 人`),
    `作业：交 ${works.length} 份，两人评阅 ${works.filter(({ marks }) => marks.length >= 2).length} 份`,
    `学员论坛：主讲 ${activity?.speakers.length ?? 0} 人，${activity?.minutes === undefined ? '没有纪要' : '已记纪要'}`,
    `双向跟班：日志、周记和总结 ${notes.length} 条，接收单位评价 ${pair?.ratings.length ?? 0} 份`,
  ].join('\n');
}

/** A vote counts once and is linked to nobody: the sums are those of the ballots, and of the ballots nothing is left. */
export async function votesKept({ store }: Running): Promise<string[]> {
  const broken: string[] = [];
  const [election] = await store.elections.ofClass(classId);
  if (election?.state !== 'ended') broken.push('班委竞选没有结果');
  if (election?.rounds.length !== 2) broken.push('班委竞选没有进行第二轮投票');
  for (const { number, results = [] } of election?.rounds ?? [])
    for (const { post, cast, votes, against, abstained } of results) {
      const sum = votes.reduce((total, each) => total + each.votes, against + abstained);
      const box = await store.ballotBoxes.byId(`election:${election?._id}:${number}:${post}`);
      if (cast === 0 || sum !== cast) broken.push(`${post}实投 ${cast} 票，计出 ${sum} 票`);
      if (box?.state !== 'closed' || box.ballots.length > 0) broken.push(`${post}的选票没有销毁`);
    }
  return broken;
}

/** Works and exchange shadowing came to their end: two markers for each work, a rating for each of the pair. */
export async function classLifeEnded({ store }: Running): Promise<string[]> {
  const broken: string[] = [];
  const works = await store.works.of(`${classId}-W1`);
  const unmarked = works.filter(({ marks }) => new Set(marks.map(({ markerId }) => markerId)).size < 2);
  if (works.length === 0 || unmarked.length > 0) broken.push(`${works.length} 份作业中 ${unmarked.length} 份没有评完`);
  const pair = await store.exchangePairs.byId('G2026-1');
  if (pair?.state !== 'agreed' || pair.ratings.length < 2) broken.push('跟班学习没有评价');
  return broken;
}
