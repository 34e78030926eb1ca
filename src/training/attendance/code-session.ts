import { startOfMinute } from '../../calendar/beijing-time.ts';
import { asSession, type SessionRow } from '../class/sessions.ts';
import { signInWindow } from './attendance.ts';
import type { AttendanceRules } from './attendance-rules.ts';

/** The session whose code a room shows, or the one that comes next; neither when the day's signing in is over. */
export interface CodeSession {
  open?: SessionRow;
  next?: { session: SessionRow; opensAt: Date };
}

/**
 * A room shows the code of the first session whose signing in is open: of the one that runs until it ends, then of the next.
 * @param sessions - of a class on one day, by start
 */
export function codeSession(sessions: readonly SessionRow[], rules: AttendanceRules, now: Date): CodeSession {
  const at = startOfMinute(now);
  for (const session of sessions) {
    const { opensAt, lateUntil } = signInWindow(asSession(session), [], rules);
    if (at > lateUntil) continue;
    return at >= startOfMinute(opensAt) ? { open: session } : { next: { session, opensAt } };
  }
  return {};
}
