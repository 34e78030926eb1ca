import { formatDay, formatDays } from '../../calendar/beijing-time.ts';
import { cardOf } from '../../chat/card.ts';
import { type Card, MAX_FORM_OPTIONS } from '../../chat/message.ts';
import { withoutStop } from '../../chat/sentence.ts';
import type { ClassRow } from '../class/classes.ts';
import { criteriaInWords } from './call-up-criteria.ts';
import { askGivingUp, choosePicks, givePicks } from './presses.ts';
import type { QuotaCallRow } from './quota-calls.ts';
import type { UnitQuotaRow } from './unit-quotas.ts';

/** What a unit's seats are shown with. */
export interface ShownUnitQuota {
  trainingClass: ClassRow;
  call: QuotaCallRow;
  quota: UnitQuotaRow;
  unit: string;
}

/** Somebody a unit may pick, with the hint of the rules. */
export interface Pickable {
  cadreId: string;
  name: string;
  post: string;
  /** Why they should come, in a few words; empty where no rule says so. */
  hint: string;
}

/** Somebody a unit may not pick, and why. */
export interface NotPickable {
  name: string;
  reasons: readonly string[];
}

const mostNotPickable = 5;

/** The id of the card on which a unit picks, and of its reminders. */
export function quotaCardId(quotaId: string): string {
  return `quota-call:${quotaId}`;
}

function until({ closesOn }: QuotaCallRow): string {
  return `${formatDay(closesOn)}截止，截止前可用“/报送人选”再次报送，以后报的为准。`;
}

/** What heads and liaisons of units read of their seats. */
export const quotaPickWords = {
  card: ({ trainingClass, call, quota, unit }: ShownUnitQuota, isReminder = false): Card => {
    const { _id: classId, name, opensOn, closesOn } = trainingClass;
    const facts = { classId, call: call._id, unitId: quota.unitId };
    const { cadreIds, seats, state } = quota;
    const answered = state === 'none' ? '，已报不派人' : cadreIds.length > 0 ? `，已报 ${cadreIds.length} 人` : '';
    return cardOf({
      id: quotaCardId(quota._id),
      title: isReminder ? '请报送参训人选' : '报送参训人选',
      task: { name: `报送“${name}”参训人选（${unit}）`, by: call.closesAt, mayWait: true, classId },
      lines: [
        `${unit}有 ${seats} 个名额参加“${name}”（${formatDays(opensOn, closesOn)}）${answered}。`,
        `面向${criteriaInWords({ rankLevels: call.rankLevels, groups: [] })}。`,
        '人选由县委组织部审定后通知本人，请先不要告知本人。',
      ],
      fields: [
        { label: '班次', value: classId },
        { label: '报送截止', value: `${formatDay(call.closesOn)}（当天有效）` },
      ],
      buttons: [
        { label: '选择人员', style: 'primary', press: choosePicks.with(facts) },
        { label: '不派人', press: askGivingUp.with(facts) },
      ],
    });
  },
  choose: (
    { trainingClass, call, quota, unit }: ShownUnitQuota,
    pickable: readonly Pickable[],
    notPickable: readonly NotPickable[],
  ): Card => {
    const { _id: classId } = trainingClass;
    const facts = { classId, call: call._id, unitId: quota.unitId };
    const shown = pickable.slice(0, MAX_FORM_OPTIONS);
    const left = notPickable.length - mostNotPickable;
    return cardOf({
      id: `quota-choose:${quota._id}`,
      title: '选择参训人选',
      lines: [
        `${unit}可选 ${pickable.length} 人，最多选 ${quota.seats} 人。按培训需要由高到低排列。`,
        ...(pickable.length > shown.length
          ? [`只列前 ${shown.length} 人，其他人员请写姓名：“/报送人选 ${classId} 姓名”。`]
          : []),
        ...(notPickable.length === 0 ? [] : [`不能参加 ${notPickable.length} 人：`]),
        ...notPickable.slice(0, mostNotPickable).map(({ name, reasons }) => `${name}：${reasons[0] ?? ''}`),
        ...(left > 0 ? [`……其余 ${left} 人从略。`] : []),
      ],
      form: {
        kind: 'multiple',
        maxChoices: quota.seats,
        options: shown.map(({ cadreId, name, post, hint }) => ({
          value: cadreId,
          label: [name, post, hint].filter((part) => part !== '').join('　'),
        })),
        submit: { label: '报送', style: 'primary', press: givePicks.with(facts) },
      },
    });
  },
  nobodyToPick: ({ unit }: ShownUnitQuota, notPickable: readonly NotPickable[]) =>
    [
      `${unit}目前没有可以报送的人员。`,
      ...notPickable.slice(0, mostNotPickable).map(({ name, reasons }) => `${name}：${reasons[0] ?? ''}`),
      '确实不能派人的，请点“不派人”并写明理由。',
    ].join('\n'),
  pickedSettled: (names: readonly string[]) => `已报 ${names.length} 人：${names.join('、')}`,
  picked: ({ call, quota, unit }: ShownUnitQuota, names: readonly string[], isSelf: boolean) => {
    const left = quota.seats - names.length;
    return [
      `${unit}已报 ${names.length} 人：${names.join('、')}${left > 0 ? `，尚余 ${left} 个名额` : ''}。`,
      ...(isSelf ? ['人选中有您本人，已向县委组织部注明。'] : []),
      until(call),
    ].join('\n');
  },
  askReason: ({ unit }: ShownUnitQuota) => `请用一句话写明${unit}不派人的理由。回复“取消”则不办理。`,
  gaveUpSettled: '已报不派人',
  gaveUp: ({ call, unit }: ShownUnitQuota, reason: string) =>
    `已报县委组织部：${unit}不派人，理由：${withoutStop(reason)}。${until(call)}`,
  takenAway: ({ trainingClass, unit }: ShownUnitQuota) =>
    `【名额分配】${unit}参加“${trainingClass.name}”的名额已收回，无需报送人选。`,
  takenAwaySettled: '名额已收回，无需报送',
  cancelled: ({ name }: ClassRow, reason: string) =>
    `【名额分配】“${name}”的名额分配已取消，无需报送人选，已报的不再使用。理由：${reason}`,
  cancelledSettled: '名额分配已取消，无需报送',
  listOutSettled: '参训名单已发出，无需报送',
  reminderNote: (unit: string) => `催报参训人选：${unit}`,
} as const;
