import { addMonths, formatDate, formatDays } from '../../calendar/beijing-time.ts';
import type { UnitRecord } from '../../county/cadre.ts';
import { notListed } from '../../county/contact-standing.ts';
import { lastsMonths } from '../class/party-spirit.ts';
import { isSameTopic } from '../class/topics.ts';
import type { CallUpRules } from './call-up-rules.ts';
import type { CallUpTarget, Candidate, Joining } from './call-up-target.ts';

/** What of a person the conflicts look at. */
type Person = Pick<Candidate, 'cadre' | 'busy' | 'courses'>;

/**
 * Why this person cannot be called to this class now, one sentence per reason: other dates, secondment, long leave, the same topic within
 * twelve months, too many call-ups this year, a second long course. Empty if there is none.
 * @see docs/rules.md, Named call-up
 */
export function conflictsOf(candidate: Person, target: CallUpTarget, rules: CallUpRules): string[] {
  return [...unavailableOn(candidate, target), ...repeatConflicts(candidate, target, rules)];
}

/** Why this person cannot come on the days of this class: other dates, secondment, long leave. */
export function unavailableOn(candidate: Person, target: CallUpTarget): string[] {
  return [
    ...dateConflicts(candidate, target),
    ...secondmentConflict(candidate, target),
    ...absenceConflicts(candidate, target),
  ];
}

/** Whether somebody would be called by several at once or again (多头调训、重复培训). */
export function wouldOverlap(candidate: Person, target: CallUpTarget, rules: CallUpRules): boolean {
  return dateConflicts(candidate, target).length + repeatConflicts(candidate, target, rules).length > 0;
}

function repeatConflicts(candidate: Person, target: CallUpTarget, rules: CallUpRules): string[] {
  return [
    ...topicConflicts(candidate, target, rules),
    // How often somebody is called says nothing about what they choose.
    ...(joiningOf(target) === '选学' ? [] : frequencyConflict(candidate, target, rules)),
    ...longCourseConflict(candidate, target, rules),
  ];
}

function joiningOf({ joining = '调训' }: CallUpTarget): Joining {
  return joining;
}

/** The most people of one unit in one class: the share of its staff (rounded down) or the fixed number, whichever is more. */
export function unitLimit(unitSize: number, rules: CallUpRules): number {
  const { unitShare, unitPeople } = rules;
  return Math.max(unitPeople, Math.floor((unitSize * unitShare.numerator) / unitShare.denominator));
}

/** Why nobody more of a unit can be called to a class, of which so many are; absent as long as somebody can. */
export function unitConflict(unit: UnitRecord, people: number, rules: CallUpRules): string | undefined {
  const limit = unitLimit(unit.size, rules);
  if (people < limit) return undefined;
  return `${unit.name}本班已有 ${people} 人，达到同一单位 ${limit} 人的上限，以保证单位正常运转。`;
}

function dateConflicts({ busy }: Person, target: CallUpTarget): string[] {
  return busy
    .filter((one) => one.fromOn <= target.closesOn && one.toOn >= target.opensOn)
    .sort((a, b) => (`${a.fromOn}${a.what}` < `${b.fromOn}${b.what}` ? -1 : 1))
    .map((one) => `与“${one.what}”（${formatDays(one.fromOn, one.toOn)}）时间冲突。`);
}

function secondmentConflict({ cadre }: Person, target: CallUpTarget): string[] {
  const { secondment } = cadre;
  if (secondment === undefined || !touches(secondment, target)) return [];
  return [`正在${secondment.place}挂职或借调，本次暂不${joiningOf(target)}。`];
}

function absenceConflicts({ cadre }: Person, target: CallUpTarget): string[] {
  const joining = joiningOf(target);
  const sentence = (what: string) =>
    what === notListed ? `已不在通讯录，暂停${joining}。` : `正在${what}，本次暂不${joining}。`;
  return (cadre.absences ?? []).filter((one) => touches(one, target)).map(({ what }) => sentence(what));
}

function topicConflicts(candidate: Person, target: CallUpTarget, rules: CallUpRules): string[] {
  return [...topicsHad(candidate, target, rules), ...topicsAhead(candidate, target, rules)];
}

function topicsHad({ cadre }: Person, target: CallUpTarget, { sameTopicMonths }: CallUpRules): string[] {
  if (cadre.training.topicTags.length === 0) return [];
  const since = addMonths(target.opensOn, -sameTopicMonths);
  return cadre.training.topicTags
    .filter((one) => one.on > since && isAbout(target, one.tag))
    .sort((a, b) => (`${a.on}${a.tag}` < `${b.on}${b.tag}` ? -1 : 1))
    .map(
      (one) =>
        `${formatDate(one.on)}已参加“${one.tag}”培训，${ofLessons(target, one.tag)}${sameTopicMonths}个月内不重复${joiningOf(target)}。`,
    );
}

/** Classes of the same topic that the person is called to and has not been to, or not come to the end of. */
function topicsAhead({ busy }: Person, target: CallUpTarget, { sameTopicMonths }: CallUpRules): string[] {
  const since = addMonths(target.opensOn, -sameTopicMonths);
  return busy.flatMap(({ what, topics = [], toOn, chosen }) => {
    const same = topics.find((topic) => isAbout(target, topic));
    if (same === undefined || toOn <= since) return [];
    const how = chosen === true ? '报名' : '选调';
    return [`已${how}参加“${what}”，${ofLessons(target, same)}主题同为“${same}”，不重复${joiningOf(target)}。`];
  });
}

function isAbout({ topicTags, lessonTopics = [] }: CallUpTarget, topic: string): boolean {
  return [...topicTags, ...lessonTopics].some((each) => isSameTopic(each, topic));
}

/** Said of a topic that nobody wrote for the class, but that its timetable shows. */
function ofLessons({ topicTags }: CallUpTarget, topic: string): string {
  return topicTags.some((each) => isSameTopic(each, topic)) ? '' : '本班课程以此为主要内容，';
}

function frequencyConflict({ cadre }: Person, target: CallUpTarget, rules: CallUpRules): string[] {
  const { training, leadershipTeam } = cadre;
  const { leadershipTeamCallUpsPerYear, othersCallUpsPerYear } = rules;
  const most = leadershipTeam ? leadershipTeamCallUpsPerYear : othersCallUpsPerYear;
  const times = String(training.year) === target.opensOn.slice(0, 4) ? training.callUpsThisYear : 0;
  if (times < most) return [];
  const who = leadershipTeam ? '领导班子成员' : '干部';
  return [`本年度已调训 ${times} 次，${who}每年不超过 ${most} 次。`];
}

function longCourseConflict({ courses }: Person, target: CallUpTarget, rules: CallUpRules): string[] {
  const { fromMonths, withinYears } = rules.longCourse;
  if (courses.length === 0 || !lastsMonths(target.opensOn, target.closesOn, fromMonths)) return [];
  const since = addMonths(target.opensOn, -12 * withinYears);
  return courses
    .filter((one) => lastsMonths(one.fromOn, one.toOn, fromMonths) && one.toOn > since)
    .sort((a, b) => (`${a.toOn}${a.name}` < `${b.toOn}${b.name}` ? -1 : 1))
    .map(
      (one) =>
        `已于${formatDate(one.fromOn)}至${formatDate(one.toOn)}参加${fromMonths}个月以上的“${one.name}”，${withinYears}年内不再${joiningOf(target)}同类班次。`,
    );
}

/** Whether the time from one date to another, or without an end, has a day of the class. */
function touches({ fromOn, untilOn }: { fromOn: string; untilOn?: string | undefined }, target: CallUpTarget): boolean {
  return !isAfter(fromOn, target.closesOn) && (untilOn === undefined || !isBefore(untilOn, target.opensOn));
}

/** Whether a date is before a day; one known only to the month is, if the whole month is. */
function isBefore(known: string, dayOn: string): boolean {
  return known < dayOn.slice(0, known.length);
}

function isAfter(known: string, dayOn: string): boolean {
  return known > dayOn.slice(0, known.length);
}
