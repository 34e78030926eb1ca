import { activitySections } from './activity-sections.ts';
import { archiveSections } from './archive-sections.ts';
import { callUpSections } from './call-up-sections.ts';
import { committeeSections } from './committee-sections.ts';
import { electiveSections } from './elective-sections.ts';
import { exchangeSections } from './exchange-sections.ts';
import { facultySections } from './faculty-sections.ts';
import { followUpSections } from './follow-up-sections.ts';
import { hoursSections } from './hours-sections.ts';
import { houseSections } from './house-sections.ts';
import { messageSections } from './message-sections.ts';
import { needsSections } from './needs-sections.ts';
import { operatorSections } from './operator-sections.ts';
import { planSections } from './plan-sections.ts';
import { refusalSection } from './refusal-sections.ts';
import { resultSections } from './result-sections.ts';
import { roomSections } from './room-sections.ts';
import { satisfactionSections } from './satisfaction-sections.ts';
import { selfAssessmentSections } from './self-assessment-sections.ts';
import { townSchoolSections } from './town-school-sections.ts';
import { classSections } from './training-sections.ts';
import { useSections } from './use-sections.ts';
import { workSections } from './work-sections.ts';

/** Every sentence that people read, by its file. */
export const reviewSections = [
  ...houseSections,
  ...needsSections,
  ...planSections,
  ...classSections,
  ...roomSections,
  ...townSchoolSections,
  ...selfAssessmentSections,
  ...workSections,
  ...callUpSections,
  ...committeeSections,
  ...electiveSections,
  ...activitySections,
  ...exchangeSections,
  ...hoursSections,
  ...facultySections,
  ...resultSections,
  ...archiveSections,
  ...useSections,
  ...followUpSections,
  ...satisfactionSections,
  ...messageSections,
  refusalSection,
  ...operatorSections,
];

/** The review page: each sentence under its file and name, filled with sample facts. */
export function reviewPage(): string {
  return [
    '# 文字校阅',
    ...reviewSections.flatMap(({ place, sentences }) => [`## ${place}`, ...sentences.map(entry)]),
  ].join('\n\n');
}

function entry({ name, text }: { name: string; text: string }): string {
  return [`**${name}**`, '', ...text.split('\n').map((line) => `> ${line}  `)].join('\n');
}
