import type { RowReader } from '../../sheets/table.ts';
import type { CadreRecord } from '../cadre.ts';
import type { PeopleField } from './roster-tables.ts';

type Dates = Pick<CadreRecord, 'birthMonth' | 'joinedWorkOn' | 'inPostSince'> &
  Partial<Pick<CadreRecord, 'joinedPartyOn' | 'secondment'>>;

/** Problems with impossible dates: in the future, before working age (16) or the age for joining the Party (18), or in the wrong order. */
export function checkDates(reader: RowReader<PeopleField>, fields: Dates, todayOn: string): void {
  const { birthMonth, joinedWorkOn, joinedPartyOn, inPostSince, secondment } = fields;
  const dates: [PeopleField, string | undefined][] = [
    ['birthMonth', birthMonth],
    ['joinedWorkOn', joinedWorkOn],
    ['joinedPartyOn', joinedPartyOn],
    ['inPostSince', inPostSince],
    ['secondmentFromOn', secondment?.fromOn],
  ];
  for (const [field, date] of dates) {
    if (date === undefined) continue;
    if (isBefore(todayOn, date)) reader.reject(field, '晚于今天');
    if (date < '1900') reader.reject(field, '年份不合理');
  }
  if (!reader.ok) return;
  if (isBefore(joinedWorkOn, yearsLater(birthMonth, 16))) reader.reject('joinedWorkOn', '参加工作时不满 16 周岁');
  if (joinedPartyOn !== undefined && isBefore(joinedPartyOn, yearsLater(birthMonth, 18))) {
    reader.reject('joinedPartyOn', '入党时不满 18 周岁');
  }
  if (isBefore(inPostSince, joinedWorkOn)) reader.reject('inPostSince', '任现职时间早于参加工作时间');
  if (secondment?.untilOn !== undefined && isBefore(secondment.untilOn, secondment.fromOn)) {
    reader.reject('secondmentUntilOn', '结束时间早于开始时间');
  }
}

/** Whether one date is certainly before another: a month is not before a day in it. */
function isBefore(one: string, other: string): boolean {
  const known = Math.min(one.length, other.length);
  return one.slice(0, known) < other.slice(0, known);
}

function yearsLater(month: string, years: number): string {
  return `${Number(month.slice(0, 4)) + years}${month.slice(4)}`;
}
