import { checkWords } from '../training/follow-up/check-words.ts';
import { frontLineWords } from '../training/follow-up/front-line-words.ts';
import { followUpListWords } from '../training/follow-up/list-words.ts';
import { changeWords } from '../training/follow-up/pictures.ts';
import { planWords } from '../training/follow-up/plan-words.ts';
import { itemsFor } from '../training/follow-up/points.ts';
import { followUpWords } from '../training/follow-up/rating-words.ts';
import type { SpotCheckRow } from '../training/follow-up/spot-checks.ts';
import { defaultRulePack } from '../training/rule-pack.ts';
import { enrollment, now, trainingClass } from './facts.ts';
import { followed, followUp, frontLineTask, plan } from './follow-up-facts.ts';
import { type Section, section } from './section.ts';

const { followUp: rules } = defaultRulePack();
const items = itemsFor(rules, true);
const given = [4, 3, 4, 4, 3];
const person = { cadreId: 'c1', name: '张三', items, goals: plan.goals };
const other = { ...person, cadreId: 'c2', name: '李四', given };
const check: SpotCheckRow = {
  ...{ _id: '2026-01:3:1', classId: '2026-01', months: 3, number: 1, seed: '8f3a5b0c91d2e674', state: 'drawn' },
  ...{ population: ['c1', 'c2'], chosen: ['c1'], drawnBy: 'c9', drawnAt: now, byUpdate: 'u7' },
};
const whole = { trainees: [enrollment], plans: [plan], rounds: [{ months: 3, rows: [followUp], check }] };
const nameOf = () => '张三';
const changes = [{ name: '能力提升', means: [{ months: 3, hundredths: 380 }] }];

/** What is said after a class: plans, ratings, spot checks, the front line. */
export const followUpSections: readonly Section[] = [
  section('src/training/follow-up/plan-words.ts', planWords, {
    card: [trainingClass, rules],
    note: [trainingClass.name],
    ask: [rules],
    askNext: ['每月走访十户群众'],
    written: [plan],
    own: [trainingClass, plan],
    state: [plan],
    unitCard: [trainingClass, [plan]],
    unitNote: [2],
    confirmed: [2],
    confirmedReply: [['张三', '李四']],
    wordsTo: ['王局长', '局里予以支持'],
    progressCard: [trainingClass, plan, 30],
    progressNote: [30],
    reported: [30],
    matter: [30],
  }),
  section('src/training/follow-up/rating-words.ts', followUpWords, {
    selfCard: [trainingClass, followUp, person, rules],
    unitCard: [trainingClass, followUp, [other, person], rules, [4]],
    selfNote: [3],
    unitNote: [2],
    askExample: ['张三', given, items],
    selfSettled: [given],
    selfTaken: [3, given, items],
    unitSettled: [2],
    unitGoesOn: [1, 2],
    unitTaken: ['张三', given, items],
  }),
  section('src/training/follow-up/list-words.ts', followUpListWords, {
    ofClass: [trainingClass, whole, 1, true],
    own: ['c1', [followed], [frontLineTask], []],
    ofOther: ['c1', '张三', [followed], [frontLineTask], []],
    personSheet: ['c1', '张三', [followed], [frontLineTask]],
    round: [3],
    nothing: ['张三'],
    proofButton: [30],
    sheet: [trainingClass, whole, rules, () => '县财政局', nameOf],
  }),
  section('src/training/follow-up/check-words.ts', checkWords, {
    drawing: [trainingClass, check, nameOf, () => false],
    sheet: [trainingClass, [check], nameOf],
    cancelled: [trainingClass, check],
    entered: ['张三', 'random', given, items],
    instead: ['2026-01', '张三'],
    leftOut: ['张三', trainingClass.name, '已退休', '2026-01'],
    back: ['张三', trainingClass.name, '2026-01'],
  }),
  section('src/training/follow-up/front-line-words.ts', frontLineWords, {
    recorded: [frontLineTask],
    changed: [frontLineTask],
    cancelled: [frontLineTask],
    toPerson: [frontLineTask],
    cancelledTo: [frontLineTask, '另有任用'],
    list: ['u8', '2026', [frontLineTask], '2026-06-01'],
    sheet: ['2026', [frontLineTask], '2026-06-01', () => '县财政局'],
  }),
  section('src/training/follow-up/pictures.ts', changeWords, {
    fileName: ['张三'],
    people: [38],
    ofPerson: [trainingClass.name],
    round: [3],
    mean: [380],
    few: [5],
    inWords: [trainingClass.name, '38 名学员的平均分', changes],
  }),
];
