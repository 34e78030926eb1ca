import { formatDay } from '../../calendar/beijing-time.ts';
import type { Card, Field } from '../../chat/message.ts';
import { type CLASS_FIELDS, type ClassRow, isHeldHere } from './classes.ts';

/** When and where the trainees of a class report, where they eat and sleep, and whom they call. */
const REPORT_FIELDS = ['reportTime', 'reportPlace', 'lodging', 'contactPhone'] as const;
export type ReportField = Extract<(typeof CLASS_FIELDS)[number], (typeof REPORT_FIELDS)[number]>;

/** What holds for a class of which nothing else is written; there is no phone that every class has. */
export type ReportDefaults = Readonly<Record<Exclude<ReportField, 'contactPhone'>, string>>;

/** What is known of one class, the defaults filled in; `contact` also names the class teacher. */
export interface Reporting extends ReportDefaults {
  contact?: string;
}

type Written = Pick<ClassRow, 'opensOn' | 'organiser' | ReportField>;

/** @param teacherName - absent or empty when the class teacher is not in the information base */
export function reportingOf(row: Written, ofCounty: ReportDefaults, teacherName = ''): Reporting {
  const { organiser } = row;
  const defaults = organiser === undefined ? ofCounty : { ...byOrganiser, reportPlace: organiser };
  const { reportTime = defaults.reportTime, reportPlace = defaults.reportPlace, lodging = defaults.lodging } = row;
  const teacher = teacherName === '' || organiser !== undefined ? '' : `班主任${teacherName}`;
  const contact = [teacher, row.contactPhone ?? ''].filter((part) => part !== '').join('，');
  return { reportTime: timeOf(row.opensOn, reportTime), reportPlace, lodging, ...(contact === '' ? {} : { contact }) };
}

/** What a notice says of a class held elsewhere, where nothing else is written. */
const byOrganiser = { reportTime: '按主办单位通知的时间', lodging: '由主办单位安排' };

/** What was written for the class made last, for the next one: nobody writes it twice. @param rows - of classes */
export function writtenBefore(
  rows: readonly (Written & Pick<ClassRow, '_id'>)[],
): Partial<Record<ReportField, string>> {
  const [last] = rows.filter(isHeldHere).sort((a, b) => (a._id > b._id ? -1 : 1));
  if (last === undefined) return {};
  const written = REPORT_FIELDS.flatMap((field) => (last[field] === undefined ? [] : [[field, last[field]] as const]));
  return Object.fromEntries(written);
}

/** `3月16日 周一 08:20前`; a time that names its own day stands alone. */
function timeOf(opensOn: string, time: string): string {
  return /[月日号]/.test(time) ? time : `${formatDay(opensOn)} ${time}`;
}

/** Of the field that says when people report. */
export const reportTimeLabel = '报到时间';
const reportLabels = [reportTimeLabel, '报到地点', '食宿安排', '联系人'];

export const reportingWords = {
  fields: ({ reportTime, reportPlace, lodging, contact }: Reporting): Field[] => [
    { label: reportTimeLabel, value: reportTime },
    { label: '报到地点', value: reportPlace },
    { label: '食宿安排', value: lodging },
    ...(contact === undefined ? [] : [{ label: '联系人', value: contact }]),
  ],
  /** On one line, each fact once. */
  line: ({ reportTime, reportPlace, lodging, contact }: Reporting): string =>
    [
      `报到：${reportTime}，${reportPlace}`,
      `食宿：${lodging}`,
      ...(contact === undefined ? [] : [`联系人：${contact}`]),
    ].join('；'),
  /** For who makes a class: what its notice will say. */
  inNotice: (reporting: Reporting, hasPhone: boolean): string =>
    `调训通知写明——${reportingWords.line(reporting)}${hasPhone ? '' : '；联系电话：未填'}。`,
  /** @param opensOn - of the class */
  report: (opensOn: string, { reportPlace }: Reporting): string => `请于${formatDay(opensOn)}按时到${reportPlace}报到`,
} as const;

/** The end of `reportingWords.report`: where one reports. */
const whereInSentence = /按时到[^，。；]{1,40}报到/gu;

/** A card as it reads with these facts of reporting; the very same card where it says nothing of them, or the same. */
export function withReporting(card: Card, reporting: Reporting): Card {
  const lines = card.lines.map((line) => line.replaceAll(whereInSentence, `按时到${reporting.reportPlace}报到`));
  const at = card.fields.findIndex(({ label }) => label === reportTimeLabel);
  const rest = card.fields.filter(({ label }) => !reportLabels.includes(label));
  const fields = at < 0 ? card.fields : [...rest.slice(0, at), ...reportingWords.fields(reporting), ...rest.slice(at)];
  const isSame = JSON.stringify([lines, fields]) === JSON.stringify([card.lines, card.fields]);
  return isSame ? card : { ...card, lines, fields };
}
