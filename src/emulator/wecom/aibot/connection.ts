import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import type { Callback } from '../../items.ts';
import { type JsonObject, objectOf, parseJson, textOf } from '../../json.ts';
import type { World } from '../../world.ts';
import type { WecomAibot } from '../account.ts';
import { chatOf } from '../chats.ts';
import { WecomRefusal } from '../codes.ts';
import { recentMessages } from '../person-limit.ts';
import { replyEntries, unasked } from './replies.ts';
import type { AibotTurn } from './state.ts';
import type { AibotTurns } from './turns.ts';
import { AibotUploads } from './uploads.ts';

const MAX_FRAME_BYTES = 2 << 20;
/** Welcomes and card updates are taken for five seconds (docs/emulator.md, AI robot). */
const PROMPT_MS = 5000;
/** How long a question may be answered at all is not documented †. */
const REQ_ID_LIFE_MS = 24 * 3_600_000;
const PER_MINUTE = 30;
const PER_HOUR = 1000;
/** Which turns each answering command is for. */
const ANSWERS: Readonly<Record<string, AibotTurn['kind']>> = {
  aibot_respond_msg: 'message',
  aibot_respond_welcome_msg: 'enter_chat',
  aibot_respond_update_msg: 'template_card_event',
};

const SUBSCRIBE = 'aibot_subscribe';

/** One command of the robot; returns the body of the answer. Throws a WecomRefusal. */
type Command = (body: JsonObject, reqId: string, webSocket: WebSocket) => JsonObject | undefined;

/** The AI robot's long connection (docs/emulator.md, AI robot): one at a time, a new one evicts the old. */
export class AibotConnection {
  readonly path = '/aibot';
  readonly #world: World;
  readonly #aibot: WecomAibot;
  readonly #turns: AibotTurns;
  readonly #uploads: AibotUploads;
  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME_BYTES });
  readonly #commands: Readonly<Record<string, Command>> = {
    [SUBSCRIBE]: (body, _reqId, webSocket) => this.#subscribe(webSocket, body),
    ping: () => undefined,
    ...Object.fromEntries(
      Object.entries(ANSWERS).map(([cmd, kind]) => [
        cmd,
        (body: JsonObject, reqId: string) => this.#respond(kind, reqId, body),
      ]),
    ),
    aibot_send_msg: (body) => this.#send(body),
    aibot_upload_media_init: (body) => this.#uploads.begin(body),
    aibot_upload_media_chunk: (body) => this.#uploads.take(body),
    aibot_upload_media_finish: (body) => this.#uploads.finish(body),
  };
  #live: WebSocket | undefined;
  /** Called when a robot has subscribed, so that waiting callbacks are sent. */
  onSubscribed: () => void = () => {};

  constructor(world: World, aibot: WecomAibot, turns: AibotTurns) {
    this.#world = world;
    this.#aibot = aibot;
    this.#turns = turns;
    this.#uploads = new AibotUploads(world);
  }

  /** Every command it takes. */
  get commands(): string[] {
    return Object.keys(this.#commands);
  }

  get isLive(): boolean {
    return this.#live !== undefined;
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.#sockets.handleUpgrade(request, socket, head, (webSocket) => {
      webSocket.on('message', (data: RawData) => this.#take(webSocket, String(data)));
      webSocket.on('error', () => webSocket.terminate());
      webSocket.on('close', () => {
        if (this.#live === webSocket) this.#live = undefined;
      });
    });
  }

  /** Hands one callback to the robot. */
  push(callback: Callback): void {
    const body = objectOf(parseJson(callback.body));
    const cmd = body.msgtype === 'event' ? 'aibot_event_callback' : 'aibot_msg_callback';
    this.#live?.send(JSON.stringify({ cmd, headers: { req_id: callback.turn }, body }));
  }

  /** Closes the connection without a close frame, as a broken network does. */
  cut(): void {
    this.#live?.terminate();
  }

  close(): void {
    for (const webSocket of this.#sockets.clients) webSocket.terminate();
    this.#sockets.close();
  }

  #take(webSocket: WebSocket, source: string): void {
    const frame = objectOf(parseJson(source));
    const cmd = textOf(frame.cmd);
    const reqId = textOf(objectOf(frame.headers).req_id);
    let errcode = 0;
    let errmsg = 'ok';
    let body: JsonObject | undefined;
    try {
      body = this.#answer(webSocket, cmd, reqId, objectOf(frame.body));
    } catch (error) {
      if (!(error instanceof WecomRefusal)) throw error;
      errcode = error.code;
      errmsg = error.message;
    }
    const result = String(errcode);
    this.#world.recordCall({ atMs: this.#world.nowMs(), vendor: 'wecom', path: `${this.path}/${cmd}`, result });
    webSocket.send(JSON.stringify({ headers: { req_id: reqId }, errcode, errmsg, ...(body && { body }) }));
    if (cmd === SUBSCRIBE && errcode === 0) this.onSubscribed();
  }

  /** @throws WecomRefusal 846609 before the subscription, 40058 for an unknown command */
  #answer(webSocket: WebSocket, cmd: string, reqId: string, body: JsonObject): JsonObject | undefined {
    const command = Object.hasOwn(this.#commands, cmd) ? this.#commands[cmd] : undefined;
    const isFree = cmd === SUBSCRIBE || cmd === 'ping';
    if (!isFree && webSocket !== this.#live) throw new WecomRefusal(846609);
    if (command === undefined) throw new WecomRefusal(40058);
    return command(body, reqId, webSocket);
  }

  #subscribe(webSocket: WebSocket, body: JsonObject): undefined {
    if (this.#aibot.mode !== 'connection') throw new WecomRefusal(846601);
    if (body.bot_id !== this.#aibot.botId || body.secret !== this.#aibot.secret) throw new WecomRefusal(853000);
    const old = this.#live;
    this.#live = webSocket;
    if (old === undefined || old === webSocket) return;
    const gone = { msgtype: 'event', event: { eventtype: 'disconnected_event' }, aibotid: this.#aibot.botId };
    const headers = { req_id: this.#world.secret() };
    old.send(JSON.stringify({ cmd: 'aibot_event_callback', headers, body: gone }));
    old.close();
  }

  /** @throws WecomRefusal 846605, 846604, 846607 and what is wrong with the answer */
  #respond(kind: AibotTurn['kind'], reqId: string, body: JsonObject): undefined {
    const turn = this.#world.state.wecom.turns.get(reqId);
    if (turn === undefined || turn.kind !== kind) throw new WecomRefusal(846605);
    const lifeMs = kind === 'message' ? REQ_ID_LIFE_MS : PROMPT_MS;
    if (this.#world.nowMs() - turn.atMs > lifeMs) throw new WecomRefusal(846604);
    if (turn.stream === undefined) this.#checkRate(turn.userId, turn.chat);
    const idOf = (userId: string) => this.#turns.idOf(userId);
    this.#world.commit(...replyEntries(this.#world, turn, { way: 'connection', body, idOf }));
  }

  /** To a member who has written before, or into a group the robot is in (docs/emulator.md, AI robot). */
  #send(body: JsonObject): undefined {
    const chatid = textOf(body.chatid);
    const { chat } = this.#turns;
    const member = [...this.#world.directory.all()].find(
      ({ vendor, userId }) => vendor === 'wecom' && this.#turns.idOf(userId) === chatid,
    );
    const group = this.#turns.isAibotChat(chatid) && chatid !== chat ? chatOf(this.#world, chatid) : undefined;
    const audience = group?.members ?? (member === undefined ? [] : [member.userId]);
    const [one = ''] = audience;
    const id = group?.id ?? chat;
    const items = this.#world.state.conversations.get(`wecom:${one}\n${id}`)?.items ?? [];
    const hasWritten = items.some(({ from }) => from !== 'bot');
    if (!hasWritten) throw new WecomRefusal(40058);
    this.#checkRate(one, id);
    this.#world.commit(...unasked(this.#world, { id, audience: [...audience] }, body));
  }

  /** 30 a minute and 1,000 an hour in one conversation. @throws WecomRefusal 846607 */
  #checkRate(userId: string, chat: string): void {
    const { minute, hour } = recentMessages(this.#world, userId, chat);
    if (minute >= PER_MINUTE || hour >= PER_HOUR) throw new WecomRefusal(846607);
  }
}
