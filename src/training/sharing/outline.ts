import { comparable } from '../../chat/plain-text.ts';
import { RuleError } from '../../errors.ts';
import type { AssessmentRow } from '../grading/assessments.ts';
import type { GradingRow } from '../grading/gradings.ts';
import type { SharingRow } from './sharings.ts';

const mostTopicLetters = 40;
const leastLetters = 20;
const mostLetters = 5_000;
const around = 40;

/**
 * Checks that somebody may be chosen to speak: proposed for 优秀学员 once that is posted, or of grade 优秀 once the results are published; before
 * that the choice would tell a grade that nobody was told.
 * @throws RuleError `sharing.not-graded`, `sharing.not-excellent`
 */
export function checkSpeaker(grading: GradingRow | null, assessment: AssessmentRow | null, name: string): void {
  const isPublished = grading?.publishedAt !== undefined;
  if (grading === null || (grading.postedAt === undefined && !isPublished))
    throw new RuleError('sharing.not-graded', { classId: grading?._id ?? '' });
  const isCandidate = assessment?.excellentTrainee === 'candidate';
  if (!isCandidate && !(isPublished && assessment?.finalGrade === 'excellent'))
    throw new RuleError('sharing.not-excellent', { name });
}

/**
 * An outline as it was sent: its topic is the first line, where that is short and not all of it.
 * @throws RuleError `sharing.length`
 */
export function readOutline(said: string, className: string): { topic: string; words: string } {
  const words = said.replace(/\r\n?/g, '\n').trim();
  const letters = [...words].length;
  if (letters < leastLetters || letters > mostLetters)
    throw new RuleError('sharing.length', { least: leastLetters, most: mostLetters });
  const [first = '', ...others] = words.split('\n');
  const topic = first.replace(/^(题目|标题)[：:]/u, '').trim();
  const isTopic = topic !== '' && [...topic].length <= mostTopicLetters && others.some((line) => line.trim() !== '');
  return { topic: isTopic ? topic : `“${className}”学习体会`, words };
}

/** Whether an outline may still be given, changed and taken back. */
export function isOpen({ state, dueOn }: Pick<SharingRow, 'state' | 'dueOn'>, todayOn: string): boolean {
  return state !== 'cancelled' && todayOn <= dueOn;
}

/** Whether everybody may read it: what was given, once the day is over. */
export function isShared({ state, dueOn }: Pick<SharingRow, 'state' | 'dueOn'>, todayOn: string): boolean {
  return state === 'given' && todayOn > dueOn;
}

/** Whether all words, separated by spaces or 、, stand in its topic, its text, its class or its author's name. */
export function matches(row: SharingRow, typed: string): boolean {
  const all = comparable([row.topic, row.words, row.className, row.classId, row.name].join(' '));
  return typed
    .split(/[\s、，,]+/u)
    .filter((word) => word !== '')
    .every((word) => all.includes(comparable(word)));
}

/** What stands around the first of these words, in one line; the beginning where none of them stands in it. */
export function excerpt({ words = '' }: Pick<SharingRow, 'words'>, typed: string): string {
  const line = words.replace(/\s+/gu, ' ');
  const [word = ''] = typed.split(/[\s、，,]+/u);
  const at = Math.max(0, line.indexOf(word) - around);
  const part = [...line.slice(at)].slice(0, around * 2).join('');
  return `${at > 0 ? '……' : ''}${part}${at + part.length < line.length ? '……' : ''}`;
}
