/**
 * The main conversation of every room, and what tells a developer of something forgotten: these flows are in `npm test`. All flows, on every
 * platform and in every mode, are in `npm run test:flows`, which the gate runs.
 */
export const mainFlows = [
  ...[
    'activities/activities',
    'annual-plan/plan',
    'appointments/appointments',
    'archives/archive',
    'arrival/arrival',
    'attendance/attendance',
  ],
  ...['bot/commands', 'bot/help', 'bot/todo', 'bot/way-back', 'bot/words', 'call-up/call-up'],
  ...['class/timetable', 'class/training-class', 'class-messages/notice', 'closing/closing', 'committee/election'],
  ...['county/roles', 'electives/elective', 'exchange/exchange', 'feedback/feedback', 'field-sites/field-site'],
  ...['follow-up/follow-up', 'grading/grading', 'grading/grading-confirm', 'hours/hours', 'leave/leave'],
  ...['lecturers/lecturer', 'needs/unit-report', 'needs-survey/survey', 'objections/objection'],
  ...['outbox/undelivered', 'pages/page-rights', 'proofs/proofs', 'registers/register', 'reserve-pool/reserve-pool'],
  ...['rooms/room-code', 'satisfaction/satisfaction', 'scoring/scoring', 'self-assessment/self-assessment'],
  ...[
    'sharing/sharing',
    'statistics/statistics',
    'suggestions/suggestions',
    'tests/tests',
    'town-schools/town-schools',
    'works/works',
  ],
].map((name) => `test/flows/${name}.test.ts`);

/** What else the gate runs with the flows and `npm test` leaves out: the long proofs of crashes and refusals, and jobs that are played on every platform. */
export const longProofs = [
  'test/crash/{batch,crash-points,every-write-one,every-write-two,two-processes,vendor-faults}.test.ts',
  'test/bot/existence.test.ts',
  'test/jobs/{arrival,class,needs-survey}/**/*.test.ts',
];
