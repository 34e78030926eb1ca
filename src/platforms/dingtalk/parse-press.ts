import { z } from 'zod';
import { decodePress, encodePress } from '../../chat/message.ts';
import { isSealed, openPart } from '../../chat/sealed.ts';
import type { Pressed } from '../../chat/update.ts';
import { faults, hash, readObject, userId } from './json.ts';
import type { Parsed } from './parse.ts';

const cardCallback = z.object({
  type: z.string().optional(),
  outTrackId: z.string().min(1).max(100),
  corpId: z.string(),
  userId,
  userIdType: z.union([z.number(), z.string()]).optional(),
  content: z.string().optional(),
  value: z.string().optional(),
});

const params = z.record(z.string(), z.unknown());
const cardContent = z.object({
  cardPrivateData: z.object({ params: params.optional() }).optional(),
  params: params.optional(),
});
const pressParams = z.object({
  action: z.union([z.string().min(1).max(2048), z.number().transform(String)]),
  choices: z.string().max(16_384).default('[]'),
});
const choiceList = z.array(z.union([z.string().max(1024), z.number().transform(String)])).max(100);

/**
 * A press on a card of ours (docs/vendors/dingtalk.md, Cards, docs/dingtalk-card.md). There is no event id: the update id is a hash that
 * includes
 * a mark of this very push.
 *
 * @param mark - tells one press from the next: the signed timestamp over HTTP, the frame's messageId over Stream
 */
export function parsePress(
  body: Record<string, unknown>,
  expected: { corpId: string },
  atMs: number,
  mark: string | number,
): Parsed<Pressed> {
  const read = cardCallback.safeParse(body);
  if (!read.success) return { kind: 'malformed', why: `card callback: ${faults(read.error)}` };
  const callback = read.data;
  if (callback.corpId !== expected.corpId) return { kind: 'foreign', why: 'card callback: another corp' };
  if (callback.type !== undefined && callback.type !== 'actionCallback')
    return { kind: 'ignored', why: 'card callback of another type' };
  if (callback.userIdType !== undefined && String(callback.userIdType) !== '1')
    return { kind: 'malformed', why: 'card callback: not a userId' };
  const pressed = pressOf(callback.content ?? callback.value ?? '');
  if (pressed === undefined) return { kind: 'malformed', why: 'card callback: unreadable content' };
  const { outTrackId } = callback;
  const press = decodePress(pressed.action);
  // A choice that is secret could be guessed from the hash of it.
  const told = isSealed(press) ? [encodePress(openPart(press))] : [pressed.action, pressed.choices];
  const update: Pressed = {
    kind: 'pressed',
    id: `dingtalk:card:${hash([outTrackId, callback.userId, ...told, mark])}`,
    from: { platform: 'dingtalk', userId: callback.userId },
    at: atMs,
    cardRef: outTrackId,
    press,
    choices: pressed.choices,
    handle: { outTrackId },
  };
  return { kind: 'update', update };
}

function pressOf(content: string): { action: string; choices: string[] } | undefined {
  const outer = cardContent.safeParse(readObject(content));
  const inner = pressParams.safeParse(outer.data?.cardPrivateData?.params ?? outer.data?.params);
  if (!inner.success) return undefined;
  try {
    const choices = choiceList.safeParse(JSON.parse(inner.data.choices));
    return choices.success ? { action: inner.data.action, choices: choices.data } : undefined;
  } catch {
    return undefined;
  }
}
