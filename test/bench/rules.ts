import { beijingTime } from '../../src/calendar/beijing-time.ts';
import type { CadreRecord, UnitRecord } from '../../src/county/cadre.ts';
import { groupsOn } from '../../src/county/groups.ts';
import { chooseForCallUp, reserveSeatsFor } from '../../src/training/call-up/call-up.ts';
import type { Candidate } from '../../src/training/call-up/call-up-target.ts';
import { byCadre } from '../../src/training/class/by-cadre.ts';
import { assessClass, type Gathered } from '../../src/training/grading/class-assessment.ts';
import { defaultRulePack } from '../../src/training/rule-pack.ts';
import type { ScoreEvent } from '../../src/training/scoring/score-event.ts';
import { scoreOf } from '../../src/training/scoring/scoring.ts';
import { gradePlainly } from './plain-grading.ts';
import { median } from './statistics.ts';

const pack = defaultRulePack();
const EVENTS_EACH = 60;

/** What the pure rules cost: grading 100,000 trainees through the real functions beside plain arrays, and choosing among 100,000 and 1,000,000 cadres. */
export async function benchRules(): Promise<void> {
  for (const size of [10_000, 100_000, 1_000_000]) console.log(callUp(size));
  const rounds = Array.from({ length: 5 }, () => gradeClasses(2_000, 50));
  const ratio = median(rounds.map(({ ours, plain }) => ours / plain));
  const ours = median(rounds.map((each) => each.ours));
  const plain = median(rounds.map((each) => each.plain));
  console.log(
    `grading 100,000 trainees in 2,000 classes, ${EVENTS_EACH} events each: ${seconds(ours)} of CPU, plain arrays ${seconds(plain)}, ratio ${ratio.toFixed(1)}`,
  );
  for (const size of [1_000, 10_000, 100_000]) {
    const one = gradeClasses(1, size, 10);
    console.log(`one class of ${size}, 10 events each: ${seconds(one.ours)}, plain arrays ${seconds(one.plain)}`);
  }

  const tied = gradeClasses(1, 100_000, 0, 1);
  console.log(`one class of 100,000, everybody tied: ${seconds(tied.ours)}`);
}

function gradeClasses(
  classes: number,
  trainees: number,
  eventsEach = EVENTS_EACH,
  kinds = Number.MAX_SAFE_INTEGER,
): { ours: number; plain: number } {
  let ours = 0;
  let plain = 0;
  for (let index = 0; index < classes; index += 1) {
    const ids = Array.from({ length: trainees }, (_, place) => `c${String(place).padStart(6, '0')}`);
    const events = ids.flatMap((cadreId, place) => entriesOf(cadreId, (place + index) % kinds, eventsEach));
    const before = cpuMs();
    const rows = grade(ids, events);
    const between = cpuMs();
    const totals = gradePlainly(ids, events, pack.scoring);
    plain += cpuMs() - between;
    ours += between - before;
    for (const row of rows) {
      if (totals.get(row.cadreId) !== row.totalHundredths) throw new Error(`${row.cadreId}: not the same points`);
    }
  }
  return { ours, plain };
}

function grade(ids: readonly string[], events: readonly ScoreEvent[]) {
  const eventsOf = byCadre(events);
  const gathered = ids.map((cadreId): Gathered => {
    const score = scoreOf(eventsOf(cadreId), pack.scoring);
    const enrollment = {
      _id: `k:${cadreId}`,
      classId: 'k',
      cadreId,
      unitId: 'u',
      name: cadreId,
      state: 'enrolled' as const,
      enrolledAt: new Date(0),
    };
    return { enrollment, trainee: { cadreId, name: cadreId, score, vetoes: [] } };
  });
  return assessClass('k', gathered, { changes: [] }, pack).rows;
}

/** Marks for every rated part, by markers who agree so that none is asked for a third mark; then events of the other indicators in turn. */
function entriesOf(cadreId: string, seed: number, count: number): ScoreEvent[] {
  const at = beijingTime('2026-03-20', '10:00');
  const events: ScoreEvent[] = [];
  const add = (item: string, step: string, deltaHundredths: number, authorId = 'teacher') => {
    const _id = `${cadreId}:${events.length}`;
    const sessionId = `k-${events.length % 20}`;
    events.push({
      _id,
      cadreId,
      item,
      step,
      deltaHundredths,
      reason: '班主任登记',
      source: 'bench',
      authorId,
      at,
      sessionId,
    });
  };
  for (const indicator of pack.scoring.indicators) {
    if (indicator.mode !== 'rate') continue;
    for (const part of indicator.parts)
      for (let marker = 0; marker < part.markers; marker += 1)
        add(indicator.id, part.id, (((seed * 7) % 5) * 100) / part.markers, `marker${marker}`);
  }
  const steps = pack.scoring.indicators.flatMap((each) =>
    each.mode === 'rate'
      ? []
      : each.steps
          .filter((step) => step.veto === undefined && step.voids !== true)
          .map((step) => ({ item: each.id, ...step })),
  );
  for (let index = events.length; index < count; index += 1) {
    const step = steps[(index * 13 + seed) % steps.length];
    if (step !== undefined) add(step.item, step.id, step.deltaHundredths);
  }
  return events;
}

/** The records lie in memory, as the store hands them over; each is made a candidate when it is looked at, as in `chooseFor`. */
function callUp(size: number): string {
  const records = Array.from({ length: size }, (_, place) => cadreRecord(place));
  const before = cpuMs();
  const seats = 40;
  const choice = chooseForCallUp(
    candidatesOf(records),
    {
      ...{ className: '中青班', opensOn: '2026-03-16', closesOn: '2026-03-27', topicTags: ['理论武装'], seats },
      ...{
        reserveSeats: reserveSeatsFor(seats, pack.callUp),
        rankLevels: ['townshipDeputy'],
        groups: [],
        alreadyNamed: [],
      },
    },
    pack.callUp,
  );
  const cost = cpuMs() - before;
  if (choice.named.length !== seats || choice.passedOver.length + choice.named.length + choice.reserve.length !== size)
    throw new Error('not everybody was considered');
  const megabytes = process.memoryUsage().rss / 2 ** 20;
  return `call-up of ${seats} from ${size}: ${seconds(cost)} of CPU, process ${megabytes.toFixed(0)} MB`;
}

/** Written as one object: one made of parts leaves more garbage behind than it is large. */
function cadreRecord(place: number): CadreRecord {
  return {
    id: `c${String(place).padStart(7, '0')}`,
    name: `干部${place}`,
    unitId: `u${place % 120}`,
    post: '股长',
    identities: {},
    sex: 'female',
    birthMonth: '1985-05',
    rankLevel: place % 2 === 0 ? 'townshipDeputy' : 'staff',
    cadreCategory: 'organ',
    joinedWorkOn: '2008-07',
    joinedPartyOn: '2010-06',
    inPostSince: '2018-03',
    keyPost: place % 7 === 0,
    promotedOn: place % 11 === 0 ? '2025-09' : undefined,
    grassrootsExperience: true,
    leadershipTeam: place % 20 === 0,
    roles: [],
    training: {
      year: 2026,
      earnedMinutes: (place * 37) % 6000,
      lastTrainedOn: '2025-11-20',
      callUpsThisYear: place % 3,
      topicTags: place % 4 === 0 ? [{ tag: '理论武装', on: '2025-09-01' }] : [],
    },
  };
}

function* candidatesOf(records: readonly CadreRecord[]): Generator<Candidate> {
  const units = new Map(
    Array.from({ length: 120 }, (_, place) => {
      const id = `u${place}`;
      return [id, { id, name: '县财政局', kind: 'government' as const, headId: 'h', liaisonId: 'l', size: 60 }];
    }),
  );
  for (const [place, cadre] of records.entries()) {
    const unit = units.get(cadre.unitId);
    if (unit !== undefined) yield candidate(place, cadre, unit);
  }
}

function candidate(place: number, cadre: CadreRecord, unit: UnitRecord): Candidate {
  const busy = place % 5 === 0 ? [{ fromOn: '2026-03-20', toOn: '2026-03-22', what: '市委党校中青班' }] : [];
  return {
    cadre,
    unit,
    groups: groupsOn(cadre, false, '2026-03-16', pack.groups),
    busy,
    courses: place % 6 === 0 ? [{ name: '中青班', fromOn: '2024-01-01', toOn: '2024-04-01' }] : [],
  };
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}
