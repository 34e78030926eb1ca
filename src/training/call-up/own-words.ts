import { formatDays, formatMoment } from '../../calendar/beijing-time.ts';
import { cardOf } from '../../chat/card.ts';
import type { Button, Card } from '../../chat/message.ts';
import { withoutStop } from '../../chat/sentence.ts';
import type { ClassRow } from '../class/classes.ts';
import { callUpStateLabel, statesBefore } from './call-up-state.ts';
import { type CallUpRow, callUpNoticeId } from './call-ups.ts';
import { askExemption, askWhyNamed, confirmCallUp } from './presses.ts';

/** What the person may still do about their call-up. */
function buttonsOf({ classId, state }: CallUpRow): Button[] {
  const about = { classId };
  const confirm = state === 'exemptionAsked' ? '撤回申请并参加' : '确认参加';
  return [
    ...(statesBefore('confirm').includes(state)
      ? [{ label: confirm, style: 'primary' as const, press: confirmCallUp.with(about) }]
      : []),
    ...(statesBefore('askExemption').includes(state) ? [{ label: '申请免调', press: askExemption.with(about) }] : []),
    { label: '调训理由', press: askWhyNamed.with(about) },
  ];
}

/** How one's own call-ups and requests stand. */
export const ownCallUpWords = {
  none: '您目前没有调训通知，也没有免调申请。',
  /** @param reason - the reason of the request as the rule pack calls it; @param isOpen - the class has not opened */
  card: (trainingClass: ClassRow, row: CallUpRow, reason: string | undefined, isOpen: boolean): Card =>
    cardOf({
      id: callUpNoticeId(trainingClass._id),
      title: '我的调训',
      lines: [
        `“${trainingClass.name}”（${formatDays(trainingClass.opensOn, trainingClass.closesOn)}）：${callUpStateLabel(row.state)}。`,
        ...(reason === undefined ? [] : [`申请原因：${reason}。${withoutStop(row.exemptionWords ?? '')}。`]),
        ...(row.decisionWords === undefined ? [] : [`县委组织部意见：${withoutStop(row.decisionWords)}。`]),
      ],
      fields:
        row.state === 'issued' && row.answerBy !== undefined
          ? [{ label: '答复截止', value: formatMoment(row.answerBy) }]
          : [],
      buttons: isOpen ? buttonsOf(row) : [],
    }),
  withdrawn: '本人已撤回申请，将按时参加',
} as const;
