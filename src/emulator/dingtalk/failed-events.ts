import type { Entry } from '../entries.ts';
import type { Callback } from '../items.ts';
import { type JsonObject, objectOf, parseJson, textOf } from '../json.ts';
import type { World } from '../world.ts';
import type { DingtalkAccount } from './account.ts';
import { openEvent } from './events.ts';

/** Some three to five minutes after the last try (docs/emulator.md, Events). */
const READABLE_AFTER_MS = 4 * 60_000;
const PAGE = 200;

/** An event that was given up can be fetched later (docs/emulator.md, Events). */
export function failedEntries(world: World, account: DingtalkAccount, callback: Callback): Entry[] {
  const { EventType, EventTime, CorpId, BizId, eventId, timeStamp, ...payload } = objectOf(
    parseJson(openEvent(account, callback)),
  );
  const event = {
    tag: textOf(EventType),
    eventAtMs: Number(EventTime),
    atMs: world.nowMs(),
    payload: failedPayload(payload, account.corpId),
  };
  return [{ kind: 'dingtalk-failed-event', event }];
}

/** `GET /call_back/get_call_back_failed_result`: events given up over HTTP; reading removes them. */
export function readFailedEvents(world: World): JsonObject {
  const due = world.state.dingtalk.failedEvents.filter(({ atMs }) => atMs + READABLE_AFTER_MS <= world.nowMs());
  const page = due.slice(0, PAGE);
  if (page.length > 0) world.commit({ kind: 'dingtalk-failed-read', count: page.length });
  const failed_list = page.map(({ tag, eventAtMs, payload }) => {
    return { call_back_tag: tag, event_time: eventAtMs, [keyOf(tag)]: payload };
  });
  return { has_more: due.length > page.length, failed_list };
}

/** The payload in the older spelling: keys in lower case, with the corp. */
function failedPayload(payload: Readonly<Record<string, unknown>>, corpId: string): JsonObject {
  const lower = Object.entries(payload).map(([key, value]) => [key.toLowerCase(), value]);
  return { ...(Object.fromEntries(lower) as JsonObject), corpid: corpId };
}

function keyOf(tag: string): string {
  return tag.startsWith('label_') ? 'roleLabelChange' : tag;
}
