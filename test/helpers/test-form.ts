import { writeWorkbook } from '../../src/sheets/write-workbook.ts';
import { testForm } from '../../src/training/tests/test-form.ts';
import type { TestQuestion } from '../../src/training/tests/test-question.ts';

/** Four questions about two topics; everywhere the first option is right. */
export const fourQuestions: readonly TestQuestion[] = ['党性', '党性', '治理', '治理'].map((topic, at) => ({
  ...{ id: `q${at + 1}`, title: `第${'一二三四'[at]}问`, kind: 'single' as const, askedOf: 'everyone' as const },
  options: ['对的', '不对的', '也不对的'].map((label, place) => ({ value: `o${place + 1}`, label })),
  ...{ right: ['o1'], points: 25, topic, why: '见讲义。' },
}));

/** The sheet of a test, as somebody sends it. */
export function testSheet(more: Partial<Parameters<typeof testForm>[0]> = {}): Buffer {
  const filled = { classId: '2026-01', name: '入学测试', purpose: 'entry' as const, closesOn: '3天', minutes: 30 };
  return writeWorkbook(testForm({ ...filled, questions: fourQuestions, ...more }));
}
