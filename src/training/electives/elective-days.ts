import { beijingDateOf, beijingTime } from '../../calendar/beijing-time.ts';
import { addWorkingDays } from '../../calendar/working-days.ts';
import type { ElectiveRules } from './elective-rules.ts';

interface Opening {
  opensOn: string;
}

/** Until when people choose a class for which no other time is set. */
export function usualClosing({ opensOn }: Opening, { closesWorkingDays, byClock }: ElectiveRules): Date {
  return beijingTime(addWorkingDays(opensOn, -closesWorkingDays), byClock);
}

/** Until when a seat is given back without asking. */
export function freeLeavingUntil({ opensOn }: Opening, { freeLeavingWorkingDays, byClock }: ElectiveRules): Date {
  return beijingTime(addWorkingDays(opensOn, -freeLeavingWorkingDays), byClock);
}

/** Until when a seat that became free is offered to those who wait. */
export function offersUntil({ opensOn }: Opening, { offersEndWorkingDays, byClock }: ElectiveRules): Date {
  return beijingTime(addWorkingDays(opensOn, -offersEndWorkingDays), byClock);
}

/** Until when a seat that is offered now is kept for that person; nothing when there is no time left to offer one. */
export function offerBy(now: Date, opening: Opening, rules: ElectiveRules): Date | undefined {
  const end = offersUntil(opening, rules);
  if (now >= end) return undefined;
  const usual = beijingTime(addWorkingDays(beijingDateOf(now), rules.offerWorkingDays), rules.byClock);
  return usual < end ? usual : end;
}
