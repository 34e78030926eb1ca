import { beijingTime } from '../calendar/beijing-time.ts';
import { ballotWords } from '../training/committee/ballot-words.ts';
import type { Candidacy, Round } from '../training/committee/election.ts';
import type { ElectionRow } from '../training/committee/elections.ts';
import { groupWords } from '../training/committee/group-words.ts';
import { keepElection } from '../training/committee/presses.ts';
import { rotaWords } from '../training/committee/rota-words.ts';
import { committeeStaffWords } from '../training/committee/staff-words.ts';
import type { PostResult } from '../training/committee/vote-count.ts';
import { committeeWords } from '../training/committee/words.ts';
import { defaultRulePack } from '../training/rule-pack.ts';
import { now, trainingClass } from './facts.ts';
import { type Section, section } from './section.ts';

const [nominatesUntil, votesUntil] = [beijingTime('2026-03-17', '18:00'), beijingTime('2026-03-18', '18:00')];
const zhang: Candidacy = { cadreId: 'c1', post: '班长', state: 'standing', by: 'c1', at: now, statement: '服务同学。' };
const candidacies: readonly Candidacy[] = [
  zhang,
  { cadreId: 'c2', post: '班长', state: 'standing', by: 'c3', at: now },
  { cadreId: 'c3', post: '学习委员', state: 'standing', by: 'c3', at: now },
];
const names: ReadonlyMap<string, string> = new Map([
  ['c1', '张三'],
  ['c2', '李四'],
  ['c3', '王五'],
]);
const nameOf = (cadreId: string) => names.get(cadreId) ?? '';
const counted = { eligible: 49, cast: 45, against: 0, abstained: 3 };
const two = (first: number, second: number) => [
  { cadreId: 'c1', votes: first },
  { cadreId: 'c2', votes: second },
];
const one = { votes: [{ cadreId: 'c3', votes: 20 }], against: 22 };
const results: readonly PostResult[] = [
  { ...counted, post: '班长', votes: two(30, 12), outcome: { kind: 'elected', cadreId: 'c1' } },
  { ...counted, ...one, post: '学习委员', outcome: { kind: 'notElected' } },
  { ...counted, post: '纪律委员', votes: two(21, 21), outcome: { kind: 'tie', among: ['c1', 'c2'] } },
  { ...counted, post: '宣传委员', votes: two(20, 15), outcome: { kind: 'runOff', among: ['c1', 'c2'] } },
  { ...counted, cast: 20, post: '生活委员', votes: two(10, 8), abstained: 2, outcome: { kind: 'noQuorum' } },
  { ...counted, post: '组织委员', votes: two(0, 0), abstained: 0, outcome: { kind: 'unreadable' } },
];
const posts = results.map(({ post }) => post);
const round: Round = {
  ...{ number: 1, opensAt: now, closesAt: votesUntil, voters: Array.from({ length: 49 }, (_, at) => `v${at}`) },
  posts: [
    { post: '班长', candidates: ['c1', 'c2'] },
    { post: '学习委员', candidates: ['c3'] },
  ],
};
const row: ElectionRow = {
  ...{ _id: '2026-01:1', classId: '2026-01', number: 1, state: 'nominating', posts, nominatesUntil, votesUntil },
  ...{ candidacies, rounds: [], openedBy: 'teacher', openedAt: now, entries: [], updates: [], revision: 0 },
};
const voting: ElectionRow = { ...row, state: 'voting', rounds: [round] };
const done: ElectionRow = { ...row, state: 'counted', rounds: [{ ...round, results }] };
const groups = [
  ['张三', '李四'],
  ['王五', '赵六'],
];
const duties = [
  { dateOn: '2026-03-17', cadreId: 'c1' },
  { dateOn: '2026-03-18', cadreId: 'c2' },
  { dateOn: '2026-03-24', cadreId: 'c3' },
];
const rules = defaultRulePack().committee;
const cancelling = keepElection.with({ classId: '2026-01', election: 1, reason: '改由班会推选' });
const presses = { confirm: cancelling, drop: cancelling };

/** Sentences about the committee of a class and its election. */
export const committeeSections: readonly Section[] = [
  section('src/training/committee/words.ts', committeeWords, {
    cardId: [row],
    card: [trainingClass, row, 'c1', nameOf],
    choosePost: ['u1', row],
    stood: ['班长', 200],
    stoodCard: ['班长'],
    askProposal: [posts],
    proposedReply: ['张三', '班长'],
    proposedId: [row, zhang],
    proposed: [trainingClass, row, zhang],
    waits: [trainingClass],
    cancelled: [trainingClass, '改由班会推选'],
    changed: [trainingClass, '投票截止', votesUntil],
    members: [trainingClass, [{ post: '班长', name: '张三' }]],
  }),
  section('src/training/committee/ballot-words.ts', ballotWords, {
    cardId: [row, round],
    card: [trainingClass, voting, { ...round, number: 2 }, 1, nameOf],
    done: [2],
    doneAlready: [trainingClass, votesUntil],
    next: [1],
  }),
  section('src/training/committee/group-words.ts', groupWords, {
    preview: ['u1', trainingClass, groups, true, presses],
    confirmedReply: [trainingClass, 49, 6],
    told: [trainingClass, 2, ['王五', '赵六']],
    list: [trainingClass, groups, ['孙七']],
    none: [trainingClass],
    sheet: [trainingClass, [['第 1 组', '张三', '县财政局', '乡科级副职', '男']]],
    moved: ['张三', 2],
  }),
  section('src/training/committee/rota-words.ts', rotaWords, {
    preview: ['u1', trainingClass, duties, nameOf, presses],
    confirmedReply: [trainingClass, 10, 10, 1],
    told: [trainingClass, ['2026-03-17', '2026-03-24']],
    list: [trainingClass, duties, nameOf],
    change: [trainingClass],
    exchanged: ['李四', '2026-03-17', '张三', '2026-03-24'],
    exchangedTo: [trainingClass, '2026-03-17', '2026-03-24'],
  }),
  section('src/training/committee/staff-words.ts', committeeStaffWords, {
    openPreview: ['u1', trainingClass, row, 49, presses],
    openedReply: [trainingClass, 49, 'days'],
    nobody: [trainingClass],
    fewVoters: [trainingClass, 4, 5],
    standing: [trainingClass, voting, 23, nameOf, rules],
    noElection: [trainingClass],
    sheet: [trainingClass, done, nameOf, rules],
    counted: [trainingClass, done, nameOf, rules],
    confirmId: [row],
    confirm: [trainingClass, done, nameOf, rules],
    confirmedReply: [trainingClass, 3, 49],
    refusedReply: [trainingClass],
    refusedToTeacher: [trainingClass, '投票人数偏少'],
    cancelPreview: ['u1', trainingClass, '改由班会推选', 49, presses],
    cancelledReply: [trainingClass, 49],
    changedReply: [trainingClass, '投票截止', votesUntil],
    named: ['李四', '班长', '张三'],
    toNamed: [trainingClass, '班长'],
    toFormer: [trainingClass, '班长', '工作变动'],
    removed: ['张三', '班长'],
  }),
];
