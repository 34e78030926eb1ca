import { expect, it } from 'vitest';
import { sampleReport, sampleTest } from '../../src/demo/sample-work.ts';
import { readSheets } from '../../src/sheets/read-sheets.ts';
import { writeWorkbook } from '../../src/sheets/write-workbook.ts';
import { defaultRulePack } from '../../src/training/rule-pack.ts';
import { isTestForm, readTestForm } from '../../src/training/tests/test-form-reading.ts';
import { workTypeOf } from '../../src/training/works/work-file.ts';
import { textOfWork } from '../../src/training/works/work-text.ts';

it('the sample test and the sample report are taken as they are', async () => {
  const [sheet] = await readSheets(writeWorkbook(sampleTest('2026-03-16')), '试题表.xlsx');
  if (sheet === undefined || !isTestForm(sheet)) throw new Error('no sheet of a test');
  expect(readTestForm(sheet, defaultRulePack().tests)).toMatchObject({ classId: '2026-01', problems: [] });
  const report = sampleReport();
  expect(workTypeOf(report, '调研报告.docx')).toBe('docx');
  expect((await textOfWork('docx', report))?.split('\n')[0]).toContain('调研报告');
});
