import { z } from 'zod';
import { decodePress } from '../../chat/message.ts';
import { withoutStop } from '../../chat/sentence.ts';
import type { Said, Unsupported } from '../../chat/update.ts';
import { withoutMentions } from '../shared/mentions.ts';
import { CallbackRefused } from './callback-refused.ts';
import type { Parsed } from './parsed.ts';
import { isUserId } from './xml-fields.ts';

/** An AI robot's callback as read: its meaning, and where it may be answered. */
export type AibotParsed = Parsed & { answerAt?: AnswerAddress };

/** An address that takes one answer (D101138) into the conversation it came from. */
export interface AnswerAddress {
  /** The userid of a conversation with one person, the chatid of a group. */
  single?: string;
  group?: string;
  url: string;
}

const words = z.object({ content: z.string() });
const selected = z.object({
  selected_item: z.array(z.object({ option_ids: z.object({ option_id: z.array(z.string()) }) })),
});

/** D101027, D101031: only what is read; `msgtype` and `eventtype` name the sibling that holds the rest. */
const callback = z.object({
  msgid: z.string().regex(/^[!-~]{1,128}$/),
  aibotid: z.string(),
  msgtype: z.string().min(1).max(64),
  create_time: z.number().int().positive().optional(),
  chattype: z.enum(['single', 'group']).optional(),
  chatid: z.string().min(1).max(128).optional(),
  from: z.object({ userid: z.string().transform((userId) => userId.toLowerCase()) }),
  response_url: z.string().max(2048).optional(),
  text: words.optional(),
  voice: words.optional(),
  mixed: z.object({ msg_item: z.array(z.object({ msgtype: z.string(), text: words.optional() })) }).optional(),
  event: z
    .object({
      eventtype: z.string().min(1).max(64),
      template_card_event: z
        .object({
          event_key: z.string().min(1).max(1024),
          task_id: z.string().regex(/^[0-9A-Za-z_@-]{1,128}$/),
          selected_items: selected.optional(),
        })
        .optional(),
    })
    .optional(),
});
type Callback = z.infer<typeof callback>;

/** Refreshes of streams, which we never open, and opinions about answers, which may not be answered. */
const silentEvents: ReadonlySet<string> = new Set(['feedback_event']);
const mediaKinds: ReadonlySet<string> = new Set(['image', 'file', 'video', 'mixed']);

/**
 * Reads the decrypted JSON of one callback of an AI robot.
 *
 * @param botId - our robot; anything meant for another one is refused
 * @param nowMs - when it came: messages carry no time of their own
 * @throws CallbackRefused when it is no JSON or lacks what its kind must have
 */
export function parseAibot(plain: string, botId: string, nowMs: number): AibotParsed {
  const read = callback.safeParse(json(plain));
  if (!read.success) throw new CallbackRefused(`field ${String(read.error.issues[0]?.path[0] ?? '')}`.trim());
  const { data } = read;
  if (data.aibotid !== botId) throw new CallbackRefused('aibotid');
  if (data.msgtype === 'stream') return { kind: 'ignored', why: 'stream' };
  if (!isUserId(data.from.userid)) throw new CallbackRefused('field from');
  const url = data.response_url;
  const parsed = data.msgtype === 'event' ? event(data, nowMs) : message(data, nowMs);
  if (url === undefined) return parsed;
  if (data.chattype !== 'group') return { ...parsed, answerAt: { single: data.from.userid, url } };
  return data.chatid === undefined ? parsed : { ...parsed, answerAt: { group: data.chatid, url } };
}

function json(plain: string): unknown {
  try {
    return JSON.parse(plain);
  } catch {
    throw new CallbackRefused('json');
  }
}

function common({ msgid, from, create_time }: Callback, nowMs: number): Pick<Said, 'id' | 'from' | 'at'> {
  const at = create_time === undefined ? nowMs : create_time * 1000;
  return { id: `wecom:aibot:${msgid}`, from: { platform: 'wecom', userId: from.userid }, at };
}

function message(data: Callback, nowMs: number): Parsed {
  const text = saidIn(data);
  if (text === undefined) {
    const update: Unsupported = { ...common(data, nowMs), kind: 'unsupported', what: data.msgtype };
    const isKnown = mediaKinds.has(data.msgtype);
    return { kind: 'update', update, ...(isKnown ? {} : { unknown: `robot message ${data.msgtype}` }) };
  }
  if (data.chattype !== 'group')
    return {
      kind: 'update',
      update: {
        ...common(data, nowMs),
        ...{ kind: 'said', text, where: 'single' },
        ...(data.msgtype === 'voice' ? { spoken: true } : {}),
      },
    };
  // In groups the robot is named, mostly in front.
  const said: Said = { ...common(data, nowMs), kind: 'said', text: withoutMentions(text), where: 'group' };
  return { kind: 'update', update: data.chatid === undefined ? said : { ...said, group: data.chatid } };
}

/** Words typed, spoken (WeCom writes voice messages down, with a full stop) or between pictures. */
function saidIn({ msgtype, text, voice, mixed }: Callback): string | undefined {
  if (msgtype === 'text') return text?.content;
  if (msgtype === 'voice') return voice === undefined ? undefined : withoutStop(voice.content);
  if (msgtype !== 'mixed') return undefined;
  const parts = mixed?.msg_item.flatMap((item) => item.text?.content ?? []) ?? [];
  return parts.length === 0 ? undefined : parts.join('\n');
}

function event(data: Callback, nowMs: number): Parsed {
  const name = data.event?.eventtype ?? '';
  if (name === 'enter_chat') return { kind: 'update', update: { ...common(data, nowMs), kind: 'joined' } };
  const why = `robot event ${name}`;
  if (name !== 'template_card_event')
    return silentEvents.has(name) ? { kind: 'ignored', why } : { kind: 'ignored', why, unknown: why };
  const pressed = data.event?.template_card_event;
  if (pressed === undefined) throw new CallbackRefused('field template_card_event');
  const choices = pressed.selected_items?.selected_item.flatMap((item) => item.option_ids.option_id) ?? [];
  const press = decodePress(pressed.event_key);
  return {
    kind: 'update',
    update: { ...common(data, nowMs), kind: 'pressed', cardRef: pressed.task_id, press, choices, handle: {} },
  };
}
