import type { Outcome } from '../../chat/platform.ts';
import { PlatformError, TransportError } from '../../errors.ts';
import { dingtalkRefusals } from './refusals.ts';

/** The robot does not reach this person: perhaps they are outside its range, but inside the app's. */
const personUnreached: ReadonlySet<string> = new Set(['invalidStaffId', 'card.not-delivered']);

/**
 * Sends by the robot, and to those it cannot reach another way. Nobody who got the message the first way gets it again, whatever becomes
 * of the second.
 *
 * @returns no outcome for those of whom nobody knows whether the second way reached them
 * @throws what `byRobot` throws, unless the robot as a whole is barred; then what `another` throws
 */
export async function withFallback(
  to: readonly string[],
  byRobot: () => Promise<readonly Outcome[]>,
  another: (to: readonly string[]) => Promise<readonly Outcome[]>,
): Promise<readonly Outcome[]> {
  let first: readonly Outcome[];
  try {
    first = await byRobot();
  } catch (error) {
    if (isRobotBarred(error)) return another(to);
    throw error;
  }
  const refused = first.filter((each) => each.result === 'refused' && personUnreached.has(each.code));
  if (refused.length === 0) return first;
  const tried = new Set(refused.map(({ userId }) => userId));
  const second = new Map((await attempt(refused, another)).map((outcome) => [outcome.userId, outcome]));
  return first.flatMap((outcome) => {
    if (!tried.has(outcome.userId)) return [outcome];
    const other = second.get(outcome.userId);
    if (other === undefined) return [];
    return [other.result === 'refused' ? outcome : other];
  });
}

async function attempt(
  refused: readonly Outcome[],
  another: (to: readonly string[]) => Promise<readonly Outcome[]>,
): Promise<readonly Outcome[]> {
  try {
    return await another(refused.map(({ userId }) => userId));
  } catch (error) {
    if (error instanceof TransportError && error.reached === 'unknown') return [];
    if (error instanceof TransportError)
      return refused.map(({ userId }) => ({ userId, result: 'later', code: error.message }));
    if (error instanceof PlatformError)
      return refused.map(({ userId }) => ({
        userId,
        result: isPassing(error) ? 'later' : 'refused',
        code: error.code,
      }));
    throw error;
  }
}

/** The robot may not speak to people, though the app may still notify them. */
function isRobotBarred(error: unknown): boolean {
  return error instanceof PlatformError && dingtalkRefusals.get(error.code)?.reason === 'robot-barred';
}

/** Not a final no about these people. */
function isPassing({ retry, fault }: PlatformError): boolean {
  return retry === 'later' || fault === 'account' || fault === 'way';
}
