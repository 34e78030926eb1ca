import { addDays, addMonths, beijingDateOf, beijingTime } from '../calendar/beijing-time.ts';
import type { CadreRecord, UnitRecord } from '../county/cadre.ts';
import type { NeedItem } from '../training/needs/need-item.ts';
import { needsYear } from '../training/needs/needs-year.ts';
import type { ReportRoundRow } from '../training/needs/report-rounds.ts';
import type { ResearchNoteRow } from '../training/needs/research-notes.ts';
import type { ReportState, UnitReportRow } from '../training/needs/unit-reports.ts';
import { canReport, reporterOf } from '../training/needs/unit-scope.ts';
import type { RulePack } from '../training/rule-pack.ts';

/** What units of the demo need, one after the other. */
const NEEDS: readonly (readonly NeedItem[])[] = [
  [{ topic: '公文写作', people: { staff: 4 }, reason: '新进人员多' }],
  [
    { topic: '基层治理', people: { townshipDeputy: 2, staff: 3 }, reason: '矛盾纠纷增多' },
    { topic: '应急处突', people: { townshipDeputy: 2 } },
  ],
  [{ topic: '行政执法', people: { townshipDeputy: 1, staff: 4 }, reason: '执法规范化' }],
  [
    { topic: '数字政府', people: { staff: 2 } },
    { topic: '公文写作', people: { staff: 2 } },
  ],
  [{ topic: '百千万工程', people: { townshipChief: 1, townshipDeputy: 2 } }],
  [{ topic: '安全生产', people: { townshipDeputy: 1, staff: 2 }, reason: '隐患排查要求' }],
  [],
];

/** Units that are asked once more now; the last two have not answered yet. */
const ASKED_NOW = ['县财政局', '县农业农村局', '县司法局', '县信访局', '县总工会', '县档案馆'];
const waitingNow = 2;

const NOTES: readonly (readonly [words: string, topics: readonly string[], state: ResearchNoteRow['state']])[] = [
  ['走访乡镇了解到矛盾纠纷增多，年轻干部群众工作经验不足', ['矛盾调解', '群众工作'], 'confirmed'],
  ['部门座谈反映依法行政要求提高，一线执法人员需要轮训', ['行政执法'], 'confirmed'],
  ['汛期检查发现镇村干部防汛处置不熟练', ['应急处突'], 'proposed'],
];

interface DemoNeeds {
  rounds: ReportRoundRow[];
  reports: UnitReportRow[];
  notes: ResearchNoteRow[];
}

/** A round that was over before the plan of the demo's year was made, one that runs now, and notes of research for both. */
export function makeDemoNeeds(
  { units, cadres }: { units: readonly UnitRecord[]; cadres: readonly CadreRecord[] },
  now: Date,
  { needs }: Pick<RulePack, 'needs'>,
): DemoNeeds {
  const todayOn = beijingDateOf(now);
  const year = todayOn.slice(0, 4);
  const by = cadres.find(({ roles }) => roles.includes('orgDept'))?.id ?? '';
  const asked = units.filter(canReport);
  const askedNow = asked.filter(({ name }) => ASKED_NOW.includes(name));
  const then = addMonths(`${todayOn.slice(0, 7)}-01`, -3);
  const past = { openedOn: then, closesOn: addDays(then, 14), needsYear: year, number: 1, by };
  const present = {
    openedOn: todayOn,
    closesOn: addDays(todayOn, 14),
    needsYear: needsYear(todayOn, needs),
    number: 2,
    by,
  };
  const rounds = [
    roundOf(past, `${year}年度培训需求申报`, '全县', asked, year),
    roundOf(present, '培训需求补充申报', askedNow.map(({ name }) => name).join('、'), askedNow, year),
  ];
  const reports = rounds.flatMap((round, index) => {
    const own = index === 0 ? asked : askedNow;
    return own.map((unit, at) => reportOf(round, unit, at + index, index === 1 && at >= own.length - waitingNow));
  });
  return { rounds, reports, notes: notesOf([year, present.needsYear], by, now) };
}

interface RoundFacts {
  openedOn: string;
  closesOn: string;
  needsYear: string;
  number: number;
  by: string;
}

function roundOf(
  { openedOn, closesOn, needsYear: forYear, number, by }: RoundFacts,
  name: string,
  scope: string,
  units: readonly UnitRecord[],
  year: string,
): ReportRoundRow {
  const openedAt = beijingTime(openedOn, '09:00');
  const byUpdate = `demo-needs:${number}`;
  return {
    ...{ _id: `Z${year}-${number}`, year, number, needsYear: forYear, name, scope, unitIds: units.map(({ id }) => id) },
    ...{
      closesOn,
      closesAt: beijingTime(addDays(closesOn, 1), '00:00'),
      state: 'open',
      openedBy: by,
      openedAt,
      byUpdate,
    },
    history: [{ act: 'open', by, byUpdate, at: openedAt }],
  };
}

function reportOf(round: ReportRoundRow, unit: UnitRecord, at: number, isWaiting: boolean): UnitReportRow {
  const empty = { _id: `${round._id}:${unit.id}`, roundId: round._id, unitId: unit.id };
  if (isWaiting) return { ...empty, state: 'waiting', items: [], history: [], steps: 0 };
  const items = (NEEDS[at % NEEDS.length] ?? []).filter(({ people }) =>
    Object.values(people).every((each) => each <= unit.size),
  );
  const by = reporterOf(unit) ?? round.openedBy;
  const state: ReportState = items.length > 0 ? 'filed' : 'none';
  const step = {
    by,
    byUpdate: `demo-needs:${empty._id}`,
    at: round.openedAt,
    before: [],
    stateBefore: 'waiting',
  } as const;
  return {
    ...{ ...empty, state, items, filedBy: by, filedAt: round.openedAt, steps: 1 },
    history: [{ act: state === 'none' ? 'none' : 'file', ...step }],
  };
}

/** Every note for each of these years once. */
function notesOf(years: readonly string[], by: string, now: Date): ResearchNoteRow[] {
  const year = beijingDateOf(now).slice(0, 4);
  const wanted = [...new Set(years)].flatMap((forYear) => NOTES.map((note) => ({ forYear, note })));
  return wanted.map(({ forYear, note: [words, topics, state] }, index) => {
    const byUpdate = `demo-note:${index}`;
    return {
      ...{ _id: `R${year}-${index + 1}`, year, number: index + 1, needsYear: forYear, kind: 'fieldResearch', words },
      ...{ topics: [...topics], state, madeBy: by, madeAt: now, byUpdate, steps: 1 },
      history: [{ act: 'note', by, byUpdate, at: now }],
    };
  });
}
