import { createHmac } from 'node:crypto';
import { seal, sealSignature } from '../../src/emulator/crypto.ts';

/** What the bot shares with WeCom. */
export interface CallbackAccount {
  corpId: string;
  agentId: string;
  token: string;
  encodingAesKey: string;
}

/** What the bot shares with DingTalk. */
export interface RobotAccount {
  appKey: string;
  appSecret: string;
  robotCode: string;
  corpId: string;
}

/** One text message as a vendor would post it: the bytes of the whole HTTP request, and the id of its receipt. */
export interface TextCallback {
  receiptId: string;
  request: Buffer;
}

/** Makes text callbacks that all differ: the next message, the next person, the next sentence. Signed for this moment. */
export interface Maker {
  make(count: number): TextCallback[];
  /** A callback nobody signed with our secret. */
  forged(): TextCallback;
}

const firstMsgId = 7_300_000_000_000_000_000n;
const nonce = '1372623149';

/** WeCom's. */
export class CallbackMaker implements Maker {
  readonly #account: CallbackAccount;
  readonly #people: readonly string[];
  readonly #sentences: readonly string[];
  #made = 0;

  constructor(account: CallbackAccount, people: readonly string[], sentences: readonly string[]) {
    this.#account = account;
    this.#people = people;
    this.#sentences = sentences;
  }

  /** @param only - what all of them say; by turns the sentences unless given */
  make(count: number, only?: string): TextCallback[] {
    return Array.from({ length: count }, () => this.#next(only));
  }

  forged(): TextCallback {
    const { receiptId, request } = this.#next();
    const text = request.toString('latin1').replace(/msg_signature=(.)/, (_, digit: string) => {
      return `msg_signature=${digit === '0' ? '1' : '0'}`;
    });
    return { receiptId, request: Buffer.from(text, 'latin1') };
  }

  #next(only?: string): TextCallback {
    const serial = this.#made++;
    const { corpId, agentId, token, encodingAesKey } = this.#account;
    const seconds = Math.floor(Date.now() / 1000);
    const msgId = String(firstMsgId + BigInt(serial));
    const person = this.#people[serial % this.#people.length] ?? '';
    const sentence = only ?? this.#sentences[serial % this.#sentences.length] ?? '';
    const plain = `<xml><ToUserName><![CDATA[${corpId}]]></ToUserName><FromUserName><![CDATA[${person}]]></FromUserName><CreateTime>${seconds}</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[${sentence}]]></Content><MsgId>${msgId}</MsgId><AgentID>${agentId}</AgentID></xml>`;
    const random = Buffer.alloc(16, 0x80);
    random.writeUInt32BE(serial, 12);
    const encrypted = seal({ token, encodingAesKey, owner: corpId }, plain, random);
    const signature = sealSignature(token, String(seconds), nonce, encrypted);
    const query = `msg_signature=${signature}&timestamp=${seconds}&nonce=${nonce}`;
    const body = `<xml><ToUserName><![CDATA[${corpId}]]></ToUserName><AgentID><![CDATA[${agentId}]]></AgentID><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`;
    const head = `POST /wecom/callback?${query} HTTP/1.1\r\nHost: bot\r\nContent-Type: text/xml\r\nContent-Length: ${body.length}\r\n\r\n`;
    return { receiptId: `wecom:${msgId}`, request: Buffer.from(head + body, 'latin1') };
  }
}

/** DingTalk's, as its robot posts them. */
export class RobotCallbackMaker implements Maker {
  readonly #account: RobotAccount;
  readonly #people: readonly string[];
  readonly #sentences: readonly string[];
  /** Where the vendor says that answers go. */
  readonly #sessionBase: string;
  #made = 0;

  constructor(account: RobotAccount, people: readonly string[], sentences: readonly string[], sessionBase: string) {
    this.#account = account;
    this.#people = people;
    this.#sentences = sentences;
    this.#sessionBase = sessionBase;
  }

  make(count: number): TextCallback[] {
    return Array.from({ length: count }, () => this.#next(this.#account.appSecret));
  }

  forged(): TextCallback {
    return this.#next(`${this.#account.appSecret}x`);
  }

  #next(secret: string): TextCallback {
    const serial = this.#made++;
    const { corpId, robotCode } = this.#account;
    // Of one millisecond the bot takes 64 messages at most: these lie some seconds in the past, ten in each.
    const atMs = Date.now() - 10_000 + (Math.floor(serial / 10) % 10_000);
    const person = this.#people[serial % this.#people.length] ?? '';
    const msgId = `msg${Buffer.from(`robot-message-${serial}`).toString('base64')}`;
    const body = JSON.stringify({
      conversationId: `cid${Buffer.from(person).toString('base64')}`,
      conversationType: '1',
      msgId,
      msgtype: 'text',
      text: { content: this.#sentences[serial % this.#sentences.length] },
      createAt: atMs,
      senderId: `$:LWCP_v1:$${Buffer.from(person).toString('base64url')}`,
      senderNick: '张三',
      senderStaffId: person,
      senderCorpId: corpId,
      isAdmin: false,
      chatbotCorpId: corpId,
      senderPlatform: 'Win',
      chatbotUserId: '$:LWCP_v1:$robot',
      robotCode,
      sessionWebhook: `${this.#sessionBase}/robot/sendBySession?session=${serial.toString(16).padStart(32, '0')}`,
      sessionWebhookExpiredTime: atMs + 90 * 60_000,
    });
    const sign = createHmac('sha256', secret).update(`${atMs}\n${secret}`).digest('base64');
    const head = `POST /dingtalk/robot HTTP/1.1\r\nHost: bot\r\nContent-Type: application/json; charset=utf-8\r\ntimestamp: ${atMs}\r\nsign: ${sign}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n`;
    return { receiptId: `dingtalk:${msgId}`, request: Buffer.from(head + body) };
  }
}
