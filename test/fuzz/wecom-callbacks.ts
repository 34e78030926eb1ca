import { createCipheriv, createHash } from 'node:crypto';
import type { RawRequest } from '../../src/chat/platform.ts';
import {
  contactChanges,
  corpId,
  flatEvents,
  flatMessages,
  nested,
  oddlyWritten,
} from '../platforms/wecom/callbacks.ts';
import { deepJson, nastyText, turned, turnedJson, turnedText } from './nasty.ts';
import type { RandomInput } from './random-input.ts';

export const wecomKeys = {
  token: 'QDG6eK',
  encodingAesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
};
export const botId = 'bot-1';
const aesKey = Buffer.from(wecomKeys.encodingAesKey, 'base64');

/** A case, and where only its cover was spoiled: what it would be unspoiled. */
export interface Case {
  request: RawRequest;
  unspoiled?: RawRequest;
  /** Nothing in it is signed: it must never be believed. */
  forged?: true;
}

const samples = Object.values({ ...flatMessages, ...flatEvents, ...contactChanges, ...nested, ...oddlyWritten });
const robotSamples: readonly Record<string, unknown>[] = [
  {
    msgid: 'm1',
    aibotid: botId,
    msgtype: 'text',
    chattype: 'single',
    from: { userid: 'LiSi' },
    text: { content: '待办' },
  },
  {
    ...{ msgid: 'm2', aibotid: botId, msgtype: 'event', create_time: 1700000000, from: { userid: 'LiSi' } },
    response_url: 'https://qyapi.weixin.qq.com/cgi-bin/aibot/response?response_code=abc',
    event: {
      eventtype: 'template_card_event',
      template_card_event: {
        event_key: 'call-up.answer?answer=confirm',
        task_id: 't1',
        selected_items: { selected_item: [{ question_key: 'q', option_ids: { option_id: ['a', 'b'] } }] },
      },
    },
  },
  {
    msgid: 'm3',
    aibotid: botId,
    msgtype: 'mixed',
    from: { userid: 'a' },
    mixed: { msg_item: [{ msgtype: 'text', text: { content: 'x' } }] },
  },
];

/** One request at the address of the self-built app. @param nowMs - what its clock says */
export function wecomCase(random: RandomInput, nowMs: number): Case {
  const path = '/wecom/callback';
  if (random.happens(0.12)) return { request: stranger(random, path), forged: true };
  if (random.happens(0.1)) return echo(random, path, nowMs);
  if (random.happens(0.25)) {
    const request = post(path, envelope(seal(frame(random.pick(samples), corpId))), nowMs);
    return { request: spoiled(random, request), unspoiled: request };
  }
  const inside = random.happens(0.15) ? Buffer.from(random.pick(samples)) : turnedXml(random, random.pick(samples));
  return { request: post(path, envelope(spoiledSeal(random, inside, corpId)), nowMs) };
}

/** One request at the address of an AI robot, where one is used in place of the app. */
export function aibotCase(random: RandomInput, nowMs: number): Case {
  const sample = random.pick(robotSamples);
  const text = random.happens(0.05) ? deepJson(random) : JSON.stringify(turnedJson(random, sample));
  const inside = random.happens(0.2) ? turned(random, Buffer.from(text)) : Buffer.from(text);
  const encrypt = spoiledSeal(random, inside, '');
  const request = post('/wecom/callback', JSON.stringify({ encrypt }), nowMs, encrypt);
  return random.happens(0.2) ? { request: spoiled(random, request), unspoiled: request } : { request };
}

/** A callback of this plaintext as WeCom would send it (D90968). */
export function wecomCallback(plain: string, nowMs: number): RawRequest {
  return post('/wecom/callback', envelope(seal(frame(plain, corpId))), nowMs);
}

/** XML with its fields exchanged, emptied, dropped, doubled, nested, or simply torn. */
function turnedXml(random: RandomInput, xml: string): Buffer {
  let text = xml;
  for (let times = 1 + random.below(3); times > 0; times -= 1) {
    const fields = [...text.matchAll(/<([A-Za-z_]+)>(?:<!\[CDATA\[[^\]]*\]\]>|[^<]*)<\/\1>/g)];
    const [whole = '', name = 'Content'] = fields.length === 0 ? [] : random.pick(fields);
    const content = random.happens(0.5) ? nastyText(random) : `<![CDATA[${nastyText(random)}]]>`;
    const field = `<${name}>${content}</${name}>`;
    const put = (what: string) => (whole === '' ? text + what : text.replace(whole, () => what));
    text = random.pick([
      () => put(field),
      () => put(''),
      () => put(whole + field),
      () => put(`<${name}>${'<a>'.repeat(random.below(12))}${field}${'</a>'.repeat(random.below(12))}</${name}>`),
      () => put(`<${nastyText(random, 50)}>${content}</${name}>`),
      () => turnedText(random, text),
      () => text.replace('</xml>', `${field.repeat(random.below(80))}</xml>`),
    ])();
  }
  return random.happens(0.1) ? turned(random, Buffer.from(text)) : Buffer.from(text);
}

/** Sixteen random bytes, the length, the message, the receiver, the padding: damaged now and then, but always signed. */
function spoiledSeal(random: RandomInput, message: Buffer, receiver: string): string {
  if (random.happens(0.85)) return seal(frame(message, receiver));
  const parts = frame(message, random.happens(0.3) ? nastyText(random, 100) : receiver);
  if (random.happens(0.4))
    parts.writeUInt32BE(random.pick([0, 0xffffffff, parts.length, parts.length - 20, random.below(64)]), 16);
  if (random.happens(0.4)) parts[parts.length - 1] = random.below(256);
  const sealed = seal(parts);
  return random.happens(0.4) ? turnedText(random, sealed) : sealed;
}

function frame(message: string | Buffer, receiver: string): Buffer {
  const body = Buffer.from(message as Buffer);
  const head = Buffer.alloc(20, 7);
  head.writeUInt32BE(body.length, 16);
  const plain = Buffer.concat([head, body, Buffer.from(receiver)]);
  const pad = 32 - (plain.length % 32);
  return Buffer.concat([plain, Buffer.alloc(pad, pad)]);
}

function seal(padded: Buffer): string {
  const cipher = createCipheriv('aes-256-cbc', aesKey, aesKey.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(padded), cipher.final()]).toString('base64');
}

function envelope(encrypt: string): string {
  return `<xml><ToUserName><![CDATA[${corpId}]]></ToUserName><Encrypt><![CDATA[${encrypt}]]></Encrypt><AgentID><![CDATA[1000002]]></AgentID></xml>`;
}

function post(path: string, body: string, nowMs: number, signed = encryptOf(body)): RawRequest {
  return {
    method: 'POST',
    path,
    query: signedQuery(signed, nowMs),
    headers: { 'content-type': 'text/xml' },
    body: Buffer.from(body),
  };
}

function encryptOf(xml: string): string {
  return /<Encrypt><!\[CDATA\[([\s\S]*?)\]\]>/.exec(xml)?.[1] ?? '';
}

function signedQuery(encrypt: string, nowMs: number): string {
  const timestamp = String(Math.floor(nowMs / 1000));
  const parts = [wecomKeys.token, timestamp, '1372623149', encrypt].sort().join('');
  const signature = createHash('sha1').update(parts).digest('hex');
  return `msg_signature=${signature}&timestamp=${timestamp}&nonce=1372623149`;
}

function echo(random: RandomInput, path: string, nowMs: number): Case {
  const sealed = spoiledSeal(random, Buffer.from(nastyText(random)), corpId);
  const query = `${signedQuery(sealed, nowMs)}&echostr=${encodeURIComponent(sealed)}`;
  const request = { method: 'GET', path, query, headers: {}, body: Buffer.alloc(0) };
  return random.happens(0.5)
    ? { request }
    : { request: { ...request, query: turnedText(random, query) }, unspoiled: request };
}

/** Somebody who has no key. */
function stranger(random: RandomInput, path: string): RawRequest {
  const query = random.happens(0.5)
    ? nastyText(random)
    : `msg_signature=${'0'.repeat(40)}&timestamp=1700000000&nonce=${nastyText(random)}`;
  const small = [
    () => random.bytes(random.below(300)),
    () => Buffer.from(nastyText(random)),
    () => turned(random, Buffer.from(random.pick(samples))),
  ];
  const large = [
    () => Buffer.from(deepJson(random)),
    () => Buffer.from(`${'<xml>'.repeat(random.below(20_000))}${envelope('x')}`),
    () => Buffer.from(`<xml>${'<A></A>'.repeat(random.below(10_000))}<Encrypt>AAAA</Encrypt></xml>`),
  ];
  const bodies = random.happens(0.1) ? large : small;
  const method = random.pick(['POST', 'POST', 'POST', 'GET', 'PUT', 'HEAD', '']);
  return { method, path, query, headers: { [nastyText(random, 30)]: nastyText(random) }, body: random.pick(bodies)() };
}

/** The cover is spoiled: query, envelope or their order; the seal inside is not signed anew. */
function spoiled(random: RandomInput, request: RawRequest): RawRequest {
  if (random.happens(0.4)) return { ...request, query: turnedText(random, request.query) };
  if (random.happens(0.2))
    return { ...request, query: `${request.query}&${random.pick(['nonce', 'timestamp', 'msg_signature'])}=1` };
  return { ...request, body: turned(random, request.body) };
}
