import type { Channel, Outcome } from './channel.ts';
import type { Callback } from './entries.ts';
import type { Fault } from './faults.ts';
import { NoAnswer, type Poster } from './post.ts';

/** One try over HTTP; `fault` is what was asked to go wrong with it. */
export async function exchange(
  poster: Poster,
  callback: Callback,
  channel: Channel,
  fault: Fault | undefined,
): Promise<Outcome> {
  const address = channel.address(callback, fault);
  if (address === undefined) return { trouble: '机器人的回调地址没有设置', again: true };
  const request = { ...address, body: callback.body, timeoutMs: channel.timeoutMs };
  const cutAfterSending = fault === 'reset';
  try {
    const twin = fault === 'duplicate' ? poster.send(request).catch(() => undefined) : undefined;
    const answer = await poster.send({ ...request, cutAfterSending });
    await twin;
    if (fault === 'accept-then-hang') return { trouble: '机器人的回应没有送达', again: true };
    if (fault === 'server-error') return { trouble: '机器人的回应在途中变成了错误', again: true };
    return channel.accept(callback, answer);
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    const slow = `机器人没有在 ${channel.timeoutMs / 1000} 秒内回应`;
    return { trouble: error.why === 'timeout' ? slow : '连不上机器人', again: true };
  }
}
