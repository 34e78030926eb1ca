import { beijingDate } from '../../beijing.ts';
import { ControlError } from '../../control-error.ts';
import type { Entry } from '../../entries.ts';
import type { Content, Item, Target } from '../../items.ts';
import type { EmulatedPerson } from '../../options.ts';
import type { World } from '../../world.ts';
import type { WecomAibot } from '../account.ts';
import { readPress } from '../acts.ts';
import { chatOf, joinChat } from '../chats.ts';
import { AibotCallbacks } from './callbacks.ts';
import { type AibotMessage, messageParts } from './messages.ts';
import type { AibotTurn } from './state.ts';

/** What a member does with the robot's answer: 1 accurate, 2 not, 3 taken back. */
export interface AibotFeedback {
  type: 1 | 2 | 3;
  content?: string;
  reasons?: readonly number[];
}

const MAX_IN_PROGRESS = 3;
/** The robot is asked for the rest of a stream no longer than this (docs/emulator.md, AI robot). */
export const STREAM_LIFE_MS = 6 * 60_000;
/** Task ids of the robot are its own. */
export const AIBOT_AGENT = 0;

/** The AI robot's chats and what members do there. */
export class AibotTurns {
  readonly #world: World;
  readonly #aibot: WecomAibot;
  readonly #callbacks: AibotCallbacks;

  constructor(world: World, aibot: WecomAibot) {
    this.#world = world;
    this.#aibot = aibot;
    this.#callbacks = new AibotCallbacks(world, aibot);
  }

  /** Where a member talks to the robot alone; also the `group` of those items. */
  get chat(): string {
    return this.#aibot.botId;
  }

  /** Makes the groups the robot sits in. */
  groups(): Entry[] {
    return (this.#aibot.groups ?? []).flatMap(({ id, name, members }) => joinChat(this.#world, id, name, members));
  }

  isAibotChat(chat: string): boolean {
    return chat === this.chat || this.#aibot.groups?.some(({ id }) => id === chat) === true;
  }

  /**
   * @param group - in this group, mentioning the robot
   * @throws ControlError for a fourth question at once, and for kinds that groups do not take
   */
  ask(person: EmulatedPerson, message: AibotMessage, group?: string): Entry[] {
    const isGroup = group !== undefined && group !== this.chat;
    if (isGroup && ['voice', 'image', 'file', 'video'].includes(message.kind)) {
      throw new ControlError('在群里只能给智能机器人发文字和图文。');
    }
    if (this.#inProgress(person.userId) >= MAX_IN_PROGRESS) {
      throw new ControlError(`智能机器人还在回答前 ${MAX_IN_PROGRESS} 条消息，请稍候。`);
    }
    const chat = isGroup ? group : this.chat;
    const said = messageParts(this.#world, this.#aibot, message, isGroup);
    const joined = isGroup ? [] : joinChat(this.#world, chat, this.#aibot.name, [person.userId]);
    const audience = isGroup ? (chatOf(this.#world, chat)?.members ?? []) : [person.userId];
    const items = said.contents.map((content) => this.#saidBy(person.userId, chat, audience, content));
    const turn = this.#turn({ userId: person.userId, chat, isGroup, kind: 'message' });
    const responseCode = turn.responseCode ?? '';
    const quote = message.quote === undefined ? {} : { quote: { msgtype: 'text', text: { content: message.quote } } };
    const body = {
      ...this.#callbacks.common(turn),
      response_url: this.#callbacks.responseUrl(responseCode),
      ...said.fields,
      ...quote,
    };
    const [target] = items.map(({ own }) => own);
    return [
      ...joined,
      ...items.map(({ entry }) => entry),
      ...said.entries,
      ...this.#callbacks.sent(turn, body, target),
    ];
  }

  /** A member opens the robot's chat; the robot gets an event for the first time each day. */
  enter(person: EmulatedPerson): Entry[] {
    const { userId } = person;
    const date = beijingDate(this.#world.nowMs());
    const joined = joinChat(this.#world, this.chat, this.#aibot.name, [userId]);
    if (this.#world.state.wecom.entered.get(userId) === date) return joined;
    const turn = this.#turn({ userId, chat: this.chat, isGroup: false, kind: 'enter_chat' });
    const body = this.#callbacks.eventBody(turn, { eventtype: 'enter_chat' });
    return [...joined, { kind: 'wecom-entered', userId, date }, ...this.#callbacks.sent(turn, body)];
  }

  /** @throws ControlError when the client would not let the person press */
  press(person: EmulatedPerson, item: Item, chat: string, press: { button: string; choices: string[] }): Entry[] {
    const pressed = readPress(this.#world, item, press);
    const { userId } = person;
    const targets = this.#world.state.wecom.messages.get(item.ref ?? '')?.receivers ?? [];
    const turn: AibotTurn = {
      ...this.#turn({ userId, chat, isGroup: chat !== this.chat, kind: 'template_card_event' }),
      pressed: { targets, taskId: pressed.taskId },
    };
    const selected = pressed.answers.map(({ question, options }) => ({
      question_key: question,
      option_ids: { option_id: options },
    }));
    const event = {
      card_type: pressed.cardType,
      event_key: pressed.key,
      task_id: pressed.taskId,
      ...(selected.length === 0 ? {} : { selected_items: { selected_item: selected } }),
    };
    const body = this.#callbacks.eventBody(turn, { eventtype: 'template_card_event', template_card_event: event });
    const response_url = this.#callbacks.responseUrl(turn.responseCode ?? '');
    const target = { userId, serial: item.serial, group: chat };
    return [
      { kind: 'chosen', vendor: 'wecom', ...target, choices: press.choices },
      ...this.#callbacks.sent(turn, { ...body, response_url }, target, true),
    ];
  }

  /** @throws ControlError when the answer was sent without a feedback id */
  judge(person: EmulatedPerson, item: Item, chat: string, feedback: AibotFeedback): Entry[] {
    const id = this.#world.state.wecom.turns.get(item.ref ?? '')?.feedbackId;
    if (id === undefined) throw new ControlError('这条消息不能评价。');
    const turn = this.#turn({ userId: person.userId, chat, isGroup: chat !== this.chat, kind: 'feedback_event' });
    const { type, content, reasons } = feedback;
    const event = { id, type, content: content ?? '', inaccurate_reason_list: reasons ?? [] };
    return this.#callbacks.sent(
      turn,
      this.#callbacks.eventBody(turn, { eventtype: 'feedback_event', feedback_event: event }),
    );
  }

  /** Asks the robot for more of an unfinished stream. */
  refresh(turn: AibotTurn): Entry[] {
    const body = { ...this.#callbacks.common(turn), msgtype: 'stream', stream: { id: turn.stream?.id } };
    return [this.#callbacks.callback(turn, body, { atMs: this.#world.nowMs() + this.#world.rules.aibotRefreshMs })];
  }

  /** The id the robot knows the member by. */
  idOf(userId: string): string {
    return this.#callbacks.idOf(userId);
  }

  #inProgress(userId: string): number {
    const fromMs = this.#world.nowMs() - STREAM_LIFE_MS;
    const turns = [...this.#world.state.wecom.turns.values()];
    return turns.filter(
      (turn) => turn.userId === userId && turn.kind === 'message' && !turn.answered && turn.atMs > fromMs,
    ).length;
  }

  #turn(start: Pick<AibotTurn, 'userId' | 'chat' | 'isGroup' | 'kind'>): AibotTurn {
    const turn: AibotTurn = { id: this.#world.secret(), ...start, atMs: this.#world.nowMs() };
    const answersLater = start.kind === 'message' || start.kind === 'template_card_event';
    return answersLater ? { ...turn, responseCode: this.#world.secret() } : turn;
  }

  #saidBy(userId: string, chat: string, audience: readonly string[], content: Content): { entry: Entry; own: Target } {
    const first = this.#world.nextSerials(audience.length);
    const own = { userId, serial: first + Math.max(audience.indexOf(userId), 0), group: chat };
    const atMs = this.#world.nowMs();
    const message = { vendor: 'wecom' as const, userIds: [...audience], first, atMs, from: 'person' as const, content };
    return { entry: { kind: 'message', ...message, group: chat, speaker: userId }, own };
  }
}
