import { addDays, beijingDateOf } from '../../calendar/beijing-time.ts';
import type { BurdenRules } from '../../county/burden-rules.ts';
import type { ClassRow } from '../class/classes.ts';

/**
 * The Beijing day from which the groups of a class are used no more: some days after its last day, or after it was withdrawn if that is
 * earlier. Neither platform lets an app dissolve a group, so the bot stops saying anything there and asks the group's owner to dissolve it.
 * @see docs/rules.md, Burden: groups that are not needed any more are closed
 */
export function groupEndsOn(
  { closesOn, withdrawal }: Pick<ClassRow, 'closesOn' | 'withdrawal'>,
  { groupDaysAfterClosing }: Pick<BurdenRules, 'groupDaysAfterClosing'>,
): string {
  const withdrawnOn = withdrawal === undefined ? closesOn : beijingDateOf(withdrawal.enteredAt);
  return addDays(withdrawnOn < closesOn ? withdrawnOn : closesOn, groupDaysAfterClosing);
}
