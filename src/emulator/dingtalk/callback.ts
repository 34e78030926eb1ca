import type { Callback } from '../items.ts';
import type { World } from '../world.ts';

/** A callback that is due now. @param serial - of the item that shows what went wrong with it */
export function callbackOf(
  world: World,
  channel: Callback['channel'],
  userId: string,
  serial: number | undefined,
  body: string,
): Callback {
  return {
    id: String(world.nextSerial()),
    channel,
    userId,
    ...(serial === undefined ? {} : { serial }),
    body,
    tries: 0,
    nextAtMs: world.nowMs(),
  };
}
