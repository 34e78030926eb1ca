import { formatMoment } from '../../calendar/beijing-time.ts';
import type { CadreRow } from '../../county/cadres.ts';
import { RuleError } from '../../errors.ts';
import type { SessionRow, SessionStore } from '../class/sessions.ts';
import { leaveAt } from '../leave/leave.ts';
import { asLeave, type LeaveStore } from '../leave/leaves.ts';
import type { SignInStore } from './sign-ins.ts';

/**
 * The session that the trainee attended at this time and left without leave.
 * @throws RuleError `early-leave.not-yet`, `early-leave.no-session`, `early-leave.not-signed-in`, `early-leave.before-sign-in`,
 * `early-leave.on-leave`
 */
export async function sessionLeft(
  store: { sessions: SessionStore; signIns: SignInStore; leaves: LeaveStore },
  classId: string,
  { _id, name }: CadreRow,
  leftAt: Date,
  now: Date,
): Promise<SessionRow> {
  const moment = formatMoment(leftAt);
  if (leftAt > now) throw new RuleError('early-leave.not-yet', {});
  const sessions = await store.sessions.ofClass(classId);
  const session = sessions.find((each) => each.startsAt < leftAt && leftAt < each.endsAt);
  if (session === undefined) throw new RuleError('early-leave.no-session', { moment });
  const mark = await store.signIns.byId(session._id, _id);
  if (mark === null) throw new RuleError('early-leave.not-signed-in', { name, title: session.title });
  if (leftAt <= mark.at) throw new RuleError('early-leave.before-sign-in', { name, moment: formatMoment(mark.at) });
  const leaves = (await store.leaves.grantedTo(classId, _id)).map(asLeave);
  if (leaveAt(leftAt, leaves) !== undefined) throw new RuleError('early-leave.on-leave', { name, moment });
  return session;
}
