import { seal, sealSignature } from '../../src/emulator/crypto.ts';

/** What the bot and the one who calls it share. */
export interface CallbackAccount {
  corpId: string;
  agentId: string;
  token: string;
  encodingAesKey: string;
}

/** One text message as WeCom would post it: the bytes of the whole HTTP request, and the id of its receipt. */
export interface TextCallback {
  receiptId: string;
  request: Buffer;
}

const firstMsgId = 7_300_000_000_000_000_000n;
const nonce = '1372623149';

/** Makes text callbacks that all differ: the next `MsgId`, the next person, the next sentence. Signed for this moment. */
export class CallbackMaker {
  readonly #account: CallbackAccount;
  readonly #people: readonly string[];
  readonly #sentences: readonly string[];
  #made = 0;

  constructor(account: CallbackAccount, people: readonly string[], sentences: readonly string[]) {
    this.#account = account;
    this.#people = people;
    this.#sentences = sentences;
  }

  make(count: number): TextCallback[] {
    return Array.from({ length: count }, () => this.#next());
  }

  /** A callback nobody signed with our token. */
  forged(): TextCallback {
    const { receiptId, request } = this.#next();
    const text = request.toString('latin1').replace(/msg_signature=(.)/, (_, digit: string) => {
      return `msg_signature=${digit === '0' ? '1' : '0'}`;
    });
    return { receiptId, request: Buffer.from(text, 'latin1') };
  }

  #next(): TextCallback {
    const serial = this.#made++;
    const { corpId, agentId, token, encodingAesKey } = this.#account;
    const seconds = Math.floor(Date.now() / 1000);
    const msgId = String(firstMsgId + BigInt(serial));
    const person = this.#people[serial % this.#people.length] ?? '';
    const sentence = this.#sentences[serial % this.#sentences.length] ?? '';
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
