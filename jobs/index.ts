import type { Job } from '../src/schedule/job.ts';
import { chaseCallUp } from './chase-call-up.ts';
import { chaseNotice } from './chase-notice.ts';
import { closeSurvey } from './close-survey.ts';
import { forgetOld } from './forget-old.ts';
import { publishGrades } from './publish-grades.ts';
import { reconcileContacts } from './reconcile-contacts.ts';
import { remindFeedback } from './remind-feedback.ts';
import { remindSession } from './remind-session.ts';
import { remindSurvey } from './remind-survey.ts';
import { reportAbsence } from './report-absence.ts';
import { reportRecall } from './report-recall.ts';
import { scoreAttendanceDaily } from './score-attendance.ts';

/** What tidies up while nobody is awake. */
export const nightly: readonly Job[] = [...reconcileContacts, forgetOld];

/** Every job the bot runs by itself. */
export const jobs: readonly Job[] = [
  chaseCallUp,
  chaseNotice,
  remindSurvey,
  closeSurvey,
  remindSession,
  reportAbsence,
  reportRecall,
  scoreAttendanceDaily,
  publishGrades,
  remindFeedback,
  ...nightly,
];
