import type { RowReader } from '../../sheets/table.ts';
import type { CadreRecord } from '../cadre.ts';
import type { PeopleField } from './roster-tables.ts';

type Dates = Pick<CadreRecord, 'birthMonth' | 'joinedWorkOn' | 'inPostSince'> &
  Partial<Pick<CadreRecord, 'joinedPartyOn' | 'promotedOn' | 'recruitedOn' | 'secondment'>>;

interface DateFault {
  field: PeopleField;
  message: string;
}

/** Reports impossible dates. */
export function checkDates(reader: RowReader<PeopleField>, fields: Dates, todayOn: string): void {
  for (const { field, message } of faultsOfDates(fields, todayOn)) reader.reject(field, message);
}

/** The first impossible date, if there is one. */
export function faultOfDates(fields: Dates, todayOn: string): DateFault | undefined {
  return faultsOfDates(fields, todayOn)[0];
}

/** Impossible dates: in the future, before working age (16) or the age for joining the Party (18), or in the wrong order. */
function faultsOfDates(fields: Dates, todayOn: string): DateFault[] {
  const { birthMonth, joinedWorkOn, joinedPartyOn, inPostSince, promotedOn, recruitedOn, secondment } = fields;
  const dates: [PeopleField, string | undefined][] = [
    ['birthMonth', birthMonth],
    ['joinedWorkOn', joinedWorkOn],
    ['joinedPartyOn', joinedPartyOn],
    ['inPostSince', inPostSince],
    ['promotedOn', promotedOn],
    ['recruitedOn', recruitedOn],
    ['secondmentFromOn', secondment?.fromOn],
  ];
  const faults: DateFault[] = [];
  for (const [field, date] of dates) {
    if (date !== undefined && isBefore(todayOn, date)) faults.push({ field, message: '晚于今天' });
    if (date !== undefined && date < '1900') faults.push({ field, message: '年份不合理' });
  }
  return faults.length > 0 ? faults : faultsOfOrder(fields);
}

function faultsOfOrder({ birthMonth, joinedWorkOn, joinedPartyOn, inPostSince, secondment }: Dates): DateFault[] {
  const isTooYoung = joinedPartyOn !== undefined && isBefore(joinedPartyOn, yearsLater(birthMonth, 18));
  const ends = secondment?.untilOn;
  const found: (DateFault | false)[] = [
    isBefore(joinedWorkOn, yearsLater(birthMonth, 16)) && {
      field: 'joinedWorkOn',
      message: '参加工作时不满 16 周岁',
    },
    isTooYoung && { field: 'joinedPartyOn', message: '入党时不满 18 周岁' },
    isBefore(inPostSince, joinedWorkOn) && { field: 'inPostSince', message: '任现职时间早于参加工作时间' },
    ends !== undefined &&
      isBefore(ends, secondment?.fromOn ?? ends) && { field: 'secondmentUntilOn', message: '结束时间早于开始时间' },
  ];
  return found.filter((fault) => fault !== false);
}

/** Whether one date is certainly before another: a month is not before a day in it. */
function isBefore(one: string, other: string): boolean {
  const known = Math.min(one.length, other.length);
  return one.slice(0, known) < other.slice(0, known);
}

function yearsLater(month: string, years: number): string {
  return `${Number(month.slice(0, 4)) + years}${month.slice(4)}`;
}
