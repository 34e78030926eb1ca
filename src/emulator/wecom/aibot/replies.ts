import { createHash } from 'node:crypto';
import type { Entry } from '../../entries.ts';
import type { Content, Target } from '../../items.ts';
import { type JsonObject, listOf, objectOf, textOf } from '../../json.ts';
import { deliver } from '../../messages.ts';
import type { World } from '../../world.ts';
import type { WecomCall } from '../call.ts';
import { chatOf } from '../chats.ts';
import { WecomRefusal } from '../codes.ts';
import { mediaContent } from '../content.ts';
import { isPicture } from '../media.ts';
import type { MediaType } from '../state.ts';
import { revisions } from '../update.ts';
import { cardTo, checkAibotCard } from './cards.ts';
import type { AibotTurn } from './state.ts';
import { type AibotTurns, STREAM_LIFE_MS } from './turns.ts';

const MAX_CONTENT_BYTES = 20_480;
const MAX_PICTURES = 10;
const MAX_PICTURE_BYTES = 10 << 20;
const MAX_FEEDBACK_ID_BYTES = 256;
const RESPONSE_URL_LIFE_MS = 3_600_000;
const MEDIA: readonly string[] = ['image', 'voice', 'video', 'file'];

/** Which way an answer came: they allow different things (docs/emulator.md, AI robot). */
type ReplyWay = 'callback' | 'refresh' | 'response-url' | 'connection';

export interface Reply {
  way: ReplyWay;
  body: JsonObject;
  /** How the robot names this member. */
  idOf(userId: string): string;
}

/**
 * What one answer of the AI robot does, the turn's new state included.
 * @throws WecomRefusal 40008 for a kind that has no place here, 846606, 846608, 846625, 40058 and the card faults
 */
export function replyEntries(world: World, turn: AibotTurn, reply: Reply): Entry[] {
  const { way, body } = reply;
  if (body.response_type === 'update_template_card') {
    if (turn.kind !== 'template_card_event' || way === 'response-url') throw new WecomRefusal(40008);
    return updateEntries(world, turn, reply);
  }
  const kind = textOf(body.msgtype);
  if (!kindsFor(turn, way).includes(kind)) throw new WecomRefusal(40008);
  if (turn.answered && way !== 'response-url') throw new WecomRefusal(846606);
  switch (kind) {
    case 'stream':
    case 'stream_with_template_card':
      return streamEntries(world, turn, body, kind === 'stream_with_template_card');
    case 'template_card': {
      const { entries, targets } = cardEntries(world, turn, objectOf(body.template_card));
      return [...entries, ended({ ...turn, cardSent: targets.length > 0 })];
    }
    case 'text':
      if (textOf(objectOf(body.text).content) === '') throw new WecomRefusal(44004);
      return [...shown(world, turn, { type: 'text', text: textOf(objectOf(body.text).content) }).entries, ended(turn)];
    case 'markdown': {
      const markdown = contentOf(objectOf(body.markdown));
      return [...shown(world, turn, markdown).entries, ended(withFeedback(turn, objectOf(body.markdown)))];
    }
    default: {
      const content = mediaContent(world, kind as MediaType, objectOf(body[kind]).media_id);
      return [...shown(world, turn, content).entries, ended(turn)];
    }
  }
}

/**
 * Puts a message of the robot into a chat without a question before it.
 * @throws WecomRefusal 40008 and what is wrong with the message
 */
export function unasked(world: World, chat: { id: string; audience: string[] }, body: JsonObject): Entry[] {
  const kind = textOf(body.msgtype);
  const fields = objectOf(body[kind]);
  if (kind === 'template_card') return cardTo(world, chat, fields).entries;
  if (kind !== 'markdown' && !MEDIA.includes(kind)) throw new WecomRefusal(40008);
  const content = kind === 'markdown' ? contentOf(fields) : mediaContent(world, kind as MediaType, fields.media_id);
  return deliver(world, 'wecom', chat.audience, content, { group: chat.id }).entries;
}

/**
 * `POST <response_url>`: plain JSON, once, within an hour of the question (docs/emulator.md, AI robot).
 * @throws WecomRefusal 60140 † for a used, old or unknown address, 40008 for a card update
 */
export function answerLater(world: World, turns: AibotTurns, { http, body }: WecomCall): JsonObject {
  const code = http.query.get('response_code') ?? '';
  const turn = [...world.state.wecom.turns.values()].find(({ responseCode }) => responseCode === code && code !== '');
  if (turn === undefined || turn.atMs + RESPONSE_URL_LIFE_MS <= world.nowMs()) throw new WecomRefusal(60140);
  const { responseCode: _used, ...rest } = turn;
  const idOf = (userId: string) => turns.idOf(userId);
  world.commit(...replyEntries(world, rest, { way: 'response-url', body, idOf }));
  return {};
}

function kindsFor(turn: AibotTurn, way: ReplyWay): readonly string[] {
  if (way === 'response-url') return ['markdown', 'template_card'];
  if (turn.kind === 'enter_chat') return ['text', 'template_card'];
  if (turn.kind !== 'message') return [];
  if (way === 'refresh') return ['stream', 'stream_with_template_card'];
  const kinds = ['stream', 'template_card', 'stream_with_template_card'];
  return way === 'connection' ? [...kinds, 'markdown', ...MEDIA] : kinds;
}

function ended(turn: AibotTurn): Entry {
  return { kind: 'wecom-turn', turn: { ...turn, answered: true } };
}

function contentOf(fields: JsonObject): Content {
  const markdown = textOf(fields.content);
  if (markdown === '') throw new WecomRefusal(44004);
  if (Buffer.byteLength(markdown) > MAX_CONTENT_BYTES) throw new WecomRefusal(40058);
  return { type: 'markdown', title: '', markdown };
}

/** `content` is the whole text so far; pictures come with the end alone (docs/emulator.md, AI robot). */
function streamEntries(world: World, turn: AibotTurn, body: JsonObject, withCard: boolean): Entry[] {
  const stream = objectOf(body.stream);
  const id = textOf(stream.id);
  if (id === '' || (turn.stream !== undefined && turn.stream.id !== id)) throw new WecomRefusal(40058);
  if (world.nowMs() - turn.atMs > STREAM_LIFE_MS) throw new WecomRefusal(846608);
  const markdown = textOf(stream.content);
  if (Buffer.byteLength(markdown) > MAX_CONTENT_BYTES) throw new WecomRefusal(40058);
  const finished = stream.finish === true;
  const pictures = listOf(stream.msg_item).map((item) => pictureOf(world, objectOf(item)));
  if (pictures.length > MAX_PICTURES || (pictures.length > 0 && !finished)) throw new WecomRefusal(40058);
  const content: Content = { type: 'markdown', title: '', markdown };
  const first = turn.stream === undefined ? shown(world, turn, content) : undefined;
  const targets = first?.targets ?? turn.stream?.targets ?? [];
  const revised: Entry = { kind: 'revised', vendor: 'wecom', targets, content, atMs: world.nowMs() };
  const noted = first === undefined ? turn : withFeedback(turn, stream);
  const sendsCard = withCard && body.template_card !== undefined;
  const card = sendsCard ? cardEntries(world, turn, objectOf(body.template_card)).entries : [];
  const next: AibotTurn = {
    ...noted,
    stream: { id, targets, finished },
    ...(sendsCard ? { cardSent: true } : {}),
    ...(finished ? { answered: true } : {}),
  };
  return [
    ...(first?.entries ?? [revised]),
    ...pictures.flatMap((picture) => shown(world, turn, picture).entries),
    ...card,
    { kind: 'wecom-turn', turn: next },
  ];
}

function withFeedback(turn: AibotTurn, fields: JsonObject): AibotTurn {
  const id = textOf(objectOf(fields.feedback).id);
  if (Buffer.byteLength(id) > MAX_FEEDBACK_ID_BYTES) throw new WecomRefusal(40058);
  return id === '' ? turn : { ...turn, feedbackId: id };
}

function pictureOf(world: World, item: JsonObject): Content {
  const image = objectOf(item.image);
  const bytes = Buffer.from(textOf(image.base64), 'base64');
  if (bytes.length > MAX_PICTURE_BYTES) throw new WecomRefusal(40009);
  if (!isPicture(bytes)) throw new WecomRefusal(40123);
  if (createHash('md5').update(bytes).digest('hex') !== textOf(image.md5).toLowerCase()) throw new WecomRefusal(40058);
  return { type: 'picture', name: '图片', sha256: world.blobs.put(bytes) };
}

function cardEntries(world: World, turn: AibotTurn, card: JsonObject): { entries: Entry[]; targets: Target[] } {
  if (turn.cardSent) throw new WecomRefusal(846606);
  return cardTo(world, { id: turn.chat, audience: audienceOf(world, turn) }, card);
}

/** `userids` counts in groups alone; without it everybody's card changes. */
function updateEntries(world: World, turn: AibotTurn, { body, idOf }: Reply): Entry[] {
  if (turn.answered) throw new WecomRefusal(846606);
  const card = objectOf(body.template_card);
  if (turn.pressed === undefined || textOf(card.task_id) !== turn.pressed.taskId) throw new WecomRefusal(846625);
  checkAibotCard(card, 'update');
  const named = listOf(body.userids).map(textOf);
  const everyone = !turn.isGroup || named.length === 0;
  const targets = turn.pressed.targets.filter(({ userId }) => everyone || named.includes(idOf(userId)));
  return [...revisions(world, targets, { card }), ended(turn)];
}

function shown(world: World, turn: AibotTurn, content: Content): { entries: Entry[]; targets: Target[] } {
  return deliver(world, 'wecom', audienceOf(world, turn), content, { ref: turn.id, group: turn.chat });
}

function audienceOf(world: World, turn: AibotTurn): string[] {
  return turn.isGroup ? [...(chatOf(world, turn.chat)?.members ?? [])] : [turn.userId];
}
