import { CsvWriter } from './write-csv.ts';
import { type WorkbookFrame, WorkbookWriter } from './write-workbook.ts';

/** What rows become: a workbook, with what stands around them, or CSV. */
export type WritingForm = WorkbookFrame | 'csv';

export function writerOf(form: WritingForm): Pick<WorkbookWriter, 'add' | 'end' | 'packedBytes'> {
  return form === 'csv' ? new CsvWriter() : new WorkbookWriter(form);
}
