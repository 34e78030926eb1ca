import { addMinutes, beijingDateOf, beijingTime } from '../../src/calendar/beijing-time.ts';
import { planReminders, reminderDue } from '../../src/calendar/reminders.ts';
import { isWorkingDay } from '../../src/calendar/working-days.ts';
import { arrivalWords } from '../../src/training/arrival/words.ts';
import { openingReminderAt } from '../../src/training/call-up/call-up-deadlines.ts';
import type { CallUpRow } from '../../src/training/call-up/call-ups.ts';
import { enrolCalledUp } from '../../src/training/call-up/enrolling.ts';
import { exemptionDeciders } from '../../src/training/call-up/exemption-deciders.ts';
import { callUpPreviewWords } from '../../src/training/call-up/preview-words.ts';
import { shownList } from '../../src/training/call-up/shown-list.ts';
import { callUpWords } from '../../src/training/call-up/words.ts';
import { openingMark } from '../../src/training/class/class-days.ts';
import { type ClassRow, isHeldHere } from '../../src/training/class/classes.ts';
import { placeOf } from '../../src/training/class/enrollments.ts';
import { reportingOf } from '../../src/training/class/reporting.ts';
import { proofAbout } from '../../src/training/proofs/matter.ts';
import { withProofs } from '../../src/training/proofs/words.ts';
import type { Job, JobContext, Planned } from '../job.ts';

/** The time of day at which people are reminded to decide on requests. */
const decisionReminderClock = '09:00';

/**
 * Reminds people who have not answered a call-up notice, or have not decided on a request; reports to the issuer who missed the deadline; and
 * reminds people of the opening. All this on working days.
 */
export const chaseCallUp: Job = {
  name: 'chase-call-up',
  about: '催办未答复的调训通知，提醒即将开班',
  schedule: { everyMinutes: 15, atMinute: 7 },
  usefulForMinutes: 180,
  closes: true,
  async plan(ctx) {
    const todayOn = beijingDateOf(ctx.now);
    if (!isWorkingDay(todayOn)) return [];
    const classes = new Map((await ctx.store.classes.endingFrom(todayOn)).map((row) => [row._id, row]));
    return [
      ...(await answersDue(ctx, classes)),
      ...(await deadlinesPassed(ctx, classes)),
      ...(await decisionsDue(ctx, classes)),
      ...(await openings(ctx, [...classes.values()])),
      ...(await consultationsOver(ctx, [...classes.values()])),
    ];
  },
  effect: enrolExpected,
};

/**
 * Who let the deadline pass is expected all the same, and so becomes a trainee. So does, on the eve of the opening, whose
 * request to stay away was not decided: nobody loses a seat because nobody decided.
 */
async function enrolExpected({ store, packs, now }: JobContext): Promise<void> {
  const silent = await store.callUps.unanswered(now);
  const undecided = await store.callUps.undecided();
  const classes = await store.classes.endingFrom(beijingDateOf(now));
  const running = silent.filter((row) => classes.some(({ _id }) => _id === row.classId));
  const opening = classes.filter(({ opensOn }) => now >= openingReminderAt(opensOn, packs.on(opensOn).callUp));
  const expected = undecided.filter((row) => opening.some(({ _id }) => _id === row.classId));
  await enrolCalledUp(store, [...running, ...expected], now);
}

/** Reminds of requests to be excused that wait for a decision: once each working day, from the day after the request. */
async function decisionsDue(
  { store, packs, now }: JobContext,
  classes: ReadonlyMap<string, ClassRow>,
): Promise<Planned[]> {
  const todayOn = beijingDateOf(now);
  if (!isWorkingDay(todayOn) || now < beijingTime(todayOn, decisionReminderClock)) return [];
  const waiting = (await store.callUps.undecided()).filter(
    ({ answeredAt, classId }) =>
      classes.has(classId) && answeredAt !== undefined && beijingDateOf(answeredAt) < todayOn,
  );
  const units = await store.units.many([...new Set(waiting.map((row) => row.unitId))]);
  const planned = waiting.map(async (row): Promise<Planned[]> => {
    const trainingClass = classes.get(row.classId);
    if (trainingClass === undefined) return [];
    const about = proofAbout('callUp', row._id);
    const { exemptionReasons } = packs.of(trainingClass).callUp;
    const reason = exemptionReasons.find(({ id }) => id === row.exemptionReason)?.name ?? '';
    const unitName = units.find((unit) => unit._id === row.unitId)?.name ?? '';
    const proofs = await store.proofs.countOf(about);
    const message = withProofs(callUpWords.decide(trainingClass, row, unitName, reason), about, proofs);
    const deciders = await exemptionDeciders(store.cadres, row, trainingClass.createdBy);
    return deciders.map((cadreId) => ({
      ...{ cadreId, message, isReminder: true, note: `催办免调申请：${row.name}` },
      key: `call-up-decide-reminder:${row._id}:${todayOn}:${cadreId}`,
    }));
  });
  return (await Promise.all(planned)).flat();
}

/** One reminder per step of the rule pack; if several were missed, only the last one. */
async function answersDue(
  { store, packs, quiet, now }: JobContext,
  classes: ReadonlyMap<string, ClassRow>,
): Promise<Planned[]> {
  const earliest = Math.max(0, ...packs.all.flatMap(({ callUp }) => callUp.answerReminderMinutes));
  const rows = await store.callUps.unanswered(addMinutes(now, earliest));
  const teachers = await store.cadres.many([...classes.values()].map(({ teacherId }) => teacherId));
  return rows.flatMap((row) => {
    const trainingClass = classes.get(row.classId);
    if (trainingClass === undefined || row.issuedAt === undefined || row.answerBy === undefined) return [];
    const rules = packs.of(trainingClass);
    const { numerator, denominator } = rules.attendance.leaveLimit;
    const steps = rules.callUp.answerReminderMinutes;
    const due = reminderDue(planReminders(row.issuedAt, row.answerBy, steps, quiet), [], row.answerBy, now);
    if (due === undefined) return [];
    const teacher = teachers.find(({ _id }) => _id === trainingClass.teacherId);
    const reporting = reportingOf(trainingClass, rules.callUp.reporting, teacher?.name);
    return [
      {
        cadreId: row.cadreId,
        message: callUpWords.reminder(trainingClass, row, `${numerator}/${denominator}`, reporting),
        key: `call-up-reminder:${row._id}:${due.key}`,
        expiresAt: row.answerBy,
        isReminder: true,
        note: `催办调训答复：${row.name}`,
      },
    ];
  });
}

async function deadlinesPassed({ store, now }: JobContext, classes: ReadonlyMap<string, ClassRow>): Promise<Planned[]> {
  const byIssuer = new Map<string, CallUpRow[]>();
  for (const row of await store.callUps.unanswered(now)) {
    if (row.issuedBy === undefined || !classes.has(row.classId)) continue;
    const about = `${row.classId}:${row.issuedBy}:${row.answerBy?.toISOString()}`;
    byIssuer.set(about, [...(byIssuer.get(about) ?? []), row]);
  }
  return [...byIssuer].flatMap(([about, rows]) => {
    const trainingClass = classes.get(rows[0]?.classId ?? '');
    if (trainingClass === undefined) return [];
    const message = { kind: 'text' as const, text: callUpWords.unansweredReport(trainingClass, rows) };
    return [
      {
        cadreId: rows[0]?.issuedBy ?? '',
        message,
        key: `call-up-unanswered:${about}`,
        note: `未答复名单：${trainingClass.name}`,
      },
    ];
  });
}

/** Whoever drew a list is shown it once more when the units' time is over and some have not answered. */
async function consultationsOver({ store, packs, now }: JobContext, classes: readonly ClassRow[]): Promise<Planned[]> {
  const planned = classes.map(async (trainingClass): Promise<Planned[]> => {
    const list = await store.callUpLists.ofClass(trainingClass._id);
    if (list?.consultBy === undefined || list.consultBy > now) return [];
    const shown = await shownList(store, list, packs.of(trainingClass).callUp);
    if (shown === undefined || shown.consultation.openUnitIds.length === 0) return [];
    const message = callUpPreviewWords.card(trainingClass, shown);
    const key = `call-up-consulted:${list._id}:over` as const;
    return [{ cadreId: list.proposedBy, message, key, note: `征求意见截止：${trainingClass.name}` }];
  });
  return (await Promise.all(planned)).flat();
}

async function openings({ store, packs, now }: JobContext, classes: readonly ClassRow[]): Promise<Planned[]> {
  const planned: Planned[] = [];
  for (const trainingClass of classes) {
    if (
      now < openingReminderAt(trainingClass.opensOn, packs.of(trainingClass).callUp) ||
      beijingDateOf(now) >= trainingClass.opensOn
    )
      continue;
    const reporting = reportingOf(trainingClass, packs.of(trainingClass).callUp.reporting);
    const said = new Map((await store.arrivals.ofClass(trainingClass._id)).map((row) => [row.cadreId, row]));
    for (const trainee of await store.enrollments.traineesOf(trainingClass._id)) {
      const reminder = callUpWords.openingReminder(trainingClass, reporting);
      const arrival = said.get(trainee.cadreId);
      const place = { room: arrival?.room, seat: placeOf(trainee)?.seat };
      // Who has never been asked, because they never answered the notice, is asked with it.
      planned.push({
        cadreId: trainee.cadreId,
        message:
          arrival === undefined && isHeldHere(trainingClass)
            ? arrivalWords.ask(trainingClass, [reminder], (await store.arrivals.lastOf(trainee.cadreId)) ?? {})
            : {
                kind: 'text',
                text: [reminder, ...arrivalWords.place(place)].join(''),
              },
        key: `opening:${trainee._id}${openingMark(trainingClass)}`,
        expiresAt: beijingTime(trainingClass.opensOn, '12:00'),
        isReminder: true,
        note: `开班提醒：${trainee.name}`,
      });
    }
  }
  return planned;
}
