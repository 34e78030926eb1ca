import { addDays, beijingDateOf, beijingTime } from '../calendar/beijing-time.ts';
import { addWorkingDays } from '../calendar/working-days.ts';
import type { CadreRecord, UnitRecord } from '../county/cadre.ts';
import type { NoticeMarkRow, NoticeRow } from '../training/class-messages/notices.ts';
import type { RulePack } from '../training/rule-pack.ts';

/** Whose heads it went to; the last two have not answered. */
const UNITS = ['县财政局', '县司法局', '县信访局', '县总工会', '县档案馆', '县水务局', '县农业农村局', '县审计局'];
const missing = 2;

/** A notice of yesterday to the heads of some units, of whom two have not answered. */
export function makeDemoNotice(
  { units, cadres }: { units: readonly UnitRecord[]; cadres: readonly CadreRecord[] },
  now: Date,
  { reminders, callUp }: Pick<RulePack, 'reminders' | 'callUp'>,
): { notices: NoticeRow[]; marks: NoticeMarkRow[] } {
  const sentOn = addDays(beijingDateOf(now), -1);
  const year = sentOn.slice(0, 4);
  const _id = `${year}-T1`;
  const of = new Map(cadres.map((cadre) => [cadre.id, cadre]));
  const heads = UNITS.flatMap((name) => of.get(units.find((unit) => unit.name === name)?.headId ?? '') ?? []);
  const from = units.find(({ name }) => name === '县委组织部')?.name ?? '';
  const notice: NoticeRow = {
    ...{ _id, number: 1, year, from, state: 'sent', byUpdate: 'demo-notice', escalates: true },
    ...{ scope: '单位主要负责人', receivers: heads.map(({ id }) => id), sentAt: beijingTime(sentOn, '09:00') },
    ...{ words: '请于本周五前报送本单位年度学习计划。' },
    createdBy: cadres.find(({ roles }) => roles.includes('orgDept'))?.id ?? '',
    answerBy: beijingTime(addWorkingDays(sentOn, reminders.noticeAnswerWorkingDays), callUp.answerByClock),
  };
  const answeredAt = beijingTime(sentOn, '10:00');
  const marks = heads.map(({ id, unitId, name }, index): NoticeMarkRow => {
    const empty = { _id: `${_id}:${id}`, noticeId: _id, cadreId: id, unitId, name };
    return index >= heads.length - missing ? empty : { ...empty, readAt: answeredAt, answer: 'willDo', answeredAt };
  });
  return { notices: [notice], marks };
}
