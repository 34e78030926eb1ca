import { z } from 'zod';
import { burdenRules } from '../county/burden-rules.ts';
import { dayText } from '../county/cadre.ts';
import { groupRules } from '../county/group-rules.ts';
import { hoursRules } from '../county/hours-rules.ts';
import { ruleLabel } from '../county/rule-shapes.ts';
import { standInRules } from '../county/stand-in-rules.ts';
import { RuleError } from '../errors.ts';
import { activityRules } from './activities/activity-rules.ts';
import { annualPlanRules } from './annual-plan/annual-plan-rules.ts';
import { attendanceRules, sessionReminderRules } from './attendance/attendance-rules.ts';
import { callUpRules } from './call-up/call-up-rules.ts';
import { curriculumRules } from './class/curriculum-rules.ts';
import { noticeReminderRules, noticeRules } from './class-messages/notice-rules.ts';
import { committeeRules } from './committee/committee-rules.ts';
import { electiveRules } from './electives/elective-rules.ts';
import { exchangeRules } from './exchange/exchange-rules.ts';
import { feedbackReminderRules } from './feedback/feedback-rules.ts';
import { fieldSiteRules } from './field-sites/site-rules.ts';
import { followUpRules } from './follow-up/follow-up-rules.ts';
import { gradingRules } from './grading/grading-rules.ts';
import { facultyRules } from './lecturers/faculty-rules.ts';
import { needsRules } from './needs/needs-rules.ts';
import { surveyReminderRules, surveyRules } from './needs-survey/survey-rules.ts';
import { proofRules } from './proofs/proof-rules.ts';
import { reservePoolRules } from './reserve-pool/reserve-pool-rules.ts';
import { roomRules } from './rooms/room-rules.ts';
import county2026 from './rule-packs/county-2026.json' with { type: 'json' };
import { satisfactionRules } from './satisfaction/satisfaction-rules.ts';
import { classSchemeFaults } from './scoring/class-scheme.ts';
import { schemeFaults, schemePointsShape, scoringSchemeShape } from './scoring/scoring-scheme.ts';
import { selfAssessmentRules } from './self-assessment/self-assessment-rules.ts';
import { suggestionRules } from './suggestions/suggestion-rules.ts';
import { testRules } from './tests/test-rules.ts';
import { townSchoolRules } from './town-schools/town-school-rules.ts';
import { workReminderRules, workRules } from './works/work-rules.ts';

const rulePackShape = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9-]{1,40}$/),
    name: ruleLabel,
    validFromOn: dayText,
    /** Last day of validity; absent = until a later pack begins. */
    validToOn: dayText.optional(),
    hours: hoursRules,
    standIns: standInRules,
    groups: groupRules,
    burden: burdenRules,
    annualPlan: annualPlanRules,
    curriculum: curriculumRules,
    faculty: facultyRules,
    fieldSites: fieldSiteRules,
    callUp: callUpRules,
    electives: electiveRules,
    exchange: exchangeRules,
    committee: committeeRules,
    activities: activityRules,
    attendance: attendanceRules,
    rooms: roomRules,
    townSchools: townSchoolRules,
    selfAssessment: selfAssessmentRules,
    survey: surveyRules,
    needs: needsRules,
    satisfaction: satisfactionRules,
    scoring: scoringSchemeShape,
    /** By kind of class: points of its own in the table. */
    scoringOfKinds: z.record(z.string(), z.array(schemePointsShape)).optional(),
    grading: gradingRules,
    reservePool: reservePoolRules,
    followUp: followUpRules,
    proofs: proofRules,
    works: workRules,
    tests: testRules,
    notices: noticeRules,
    reminders: z.strictObject({
      ...sessionReminderRules.shape,
      ...surveyReminderRules.shape,
      ...noticeReminderRules.shape,
      ...feedbackReminderRules.shape,
      ...suggestionRules.shape,
      ...workReminderRules.shape,
    }),
  })
  .superRefine((pack, context) => {
    for (const message of schemeFaults(pack.scoring)) context.addIssue({ code: 'custom', path: ['scoring'], message });
    for (const [kind, points] of Object.entries(pack.scoringOfKinds ?? {}))
      for (const message of classSchemeFaults(pack.scoring, points))
        context.addIssue({ code: 'custom', path: ['scoringOfKinds', kind], message });
    const known = new Set(pack.scoring.indicators.map((indicator) => indicator.id));
    for (const one of pack.grading.tieIndicators) {
      if (!known.has(one))
        context.addIssue({ code: 'custom', path: ['grading', 'tieIndicators'], message: `没有指标${one}` });
    }
    if (pack.validToOn !== undefined && pack.validToOn < pack.validFromOn) {
      context.addIssue({ code: 'custom', path: ['validToOn'], message: '失效日早于生效日' });
    }
  });

/**
 * Every number of the county's rules, and the days on which it is in force. Each section is declared in the folder of its capability; rules
 * take their section and never the whole pack.
 */
export type RulePack = z.infer<typeof rulePackShape>;

/**
 * Checks a rule pack read from JSON.
 * @throws RuleError `rule-pack.bad` with `where` (path) and `what` (first fault) when it does not fit
 */
export function readRulePack(json: unknown): RulePack {
  const read = rulePackShape.safeParse(json, { error: z.locales.zhCN().localeError });
  if (read.success) return read.data;
  const [first] = read.error.issues;
  throw new RuleError('rule-pack.bad', {
    where: first?.path.join('.') ?? '',
    what: first?.message ?? '',
    faults: read.error.issues.length,
  });
}

/** The pack shipped with the bot. */
export function defaultRulePack(): RulePack {
  return readRulePack(county2026);
}
