import { encrypt, getSignature } from '@wecom/crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RawRequest, Received } from '../../../src/chat/platform.ts';
import { ManualClock } from '../../../src/clock.ts';
import { Webhook } from '../../../src/platforms/wecom/webhook.ts';
import { keptLog } from './api.ts';
import {
  agentId,
  contactChanges,
  corpId,
  eventXml,
  flatEvents,
  flatMessages,
  nested,
  oddlyWritten,
  textXml,
} from './callbacks.ts';
import { refusedVectors, type Vector, vectorA, vectorA2, vectorB, vectorN0 } from './vectors.ts';

const keys = { token: 'QDG6eK', encodingAesKey: vectorA.encodingAesKey };
const nowSeconds = 1_700_000_000;
const windowMs = 5 * 60_000;
const { log } = keptLog();
function receiver(options: ConstructorParameters<typeof Webhook>[0]) {
  const webhook = new Webhook(options);
  return (request: Parameters<Webhook['receive']>[0]) => webhook.receive(request);
}

const receive = receiver({ ...keys, corpId, agentId, clock: clockAt(nowSeconds), log, windowMs });

function clockAt(seconds: number): ManualClock {
  return new ManualClock(new Date(seconds * 1000));
}

/** D90930: the envelope of a POST. */
function envelope(ciphertext: string): string {
  return `<xml>
  <ToUserName><![CDATA[${corpId}]]></ToUserName>
  <AgentID><![CDATA[${agentId}]]></AgentID>
  <Encrypt><![CDATA[${ciphertext}]]></Encrypt>
</xml>`;
}

function request(method: string, query: string, body: string | Buffer = ''): RawRequest {
  return { method, path: '/wecom/callback', query, headers: {}, body: Buffer.from(body) };
}

interface Signed {
  timestamp?: string;
  nonce?: string;
  ciphertext?: string;
}

function signedQuery({ timestamp = String(nowSeconds), nonce = '1372623149', ciphertext = '' }: Signed): string {
  const signature = getSignature(keys.token, timestamp, nonce, ciphertext);
  return `msg_signature=${signature}&timestamp=${timestamp}&nonce=${nonce}`;
}

function post(xml: string, signed: Signed = {}): RawRequest {
  const ciphertext = encrypt(keys.encodingAesKey, xml, corpId);
  return request('POST', signedQuery({ ciphertext, ...signed }), envelope(ciphertext));
}

function webhookOf(vector: Vector, agent = agentId) {
  const clock = clockAt(Number(vector.timestamp));
  return receiver({ ...vector, corpId: vector.receiveId, agentId: agent, clock, log, windowMs });
}

const queryOf = (vector: Vector) =>
  `msg_signature=${vector.signature}&timestamp=${vector.timestamp}&nonce=${vector.nonce}`;

const empty = { status: 200, type: 'text/plain; charset=utf-8', body: '' };

describe('checking the address', () => {
  it.each([
    ['A2', vectorA2],
    ['B', vectorB],
  ])('answers the plain text alone (%s)', (_, vector) => {
    const query = `${queryOf(vector)}&echostr=${encodeURIComponent(vector.encrypt)}`;
    expect(webhookOf(vector)(request('GET', query))).toEqual({
      kind: 'challenge',
      answer: { ...empty, body: vector.plain },
    });
  });

  it('takes a plus sign that was not encoded for a plus sign', () => {
    const query = `${queryOf(vectorA2)}&echostr=${vectorA2.encrypt}`;
    expect(webhookOf(vectorA2)(request('GET', query))).toMatchObject({ kind: 'challenge' });
  });

  it.each([
    ['decoded twice', encodeURIComponent(encodeURIComponent(vectorA2.encrypt)), 'signature'],
    ['badly encoded', '%E0%A4%A', 'query-encoding'],
    ['missing', '', 'signature'],
  ])('refuses an echostr that is %s', (_, echostr, why) => {
    const query = `${queryOf(vectorA2)}&echostr=${echostr}`;
    expect(webhookOf(vectorA2)(request('GET', query))).toEqual({ kind: 'refused', why });
  });
});

describe('a callback', () => {
  it('becomes an update that is answered with nothing (D90968)', () => {
    expect(webhookOf(vectorA, '218')(request('POST', queryOf(vectorA), envelope(vectorA.encrypt)))).toEqual({
      kind: 'update',
      update: {
        kind: 'said',
        id: 'wecom:4561255354251345929',
        from: { platform: 'wecom', userId: 'mycreate' },
        at: 1_409_659_813_000,
        text: 'hello',
        where: 'single',
      },
      answer: empty,
    });
  });

  it('that means nothing to us is answered just the same', () => {
    expect(receive(post(flatEvents.view!))).toEqual({ kind: 'ignored', why: 'event view', answer: empty });
  });

  it.each(Object.entries({ ...flatMessages, ...flatEvents, ...nested, ...oddlyWritten }))(
    'of kind %s is taken',
    (_, xml) => {
      expect(receive(post(xml))).toMatchObject({ kind: expect.stringMatching(/^(update|ignored)$/), answer: empty });
    },
  );

  it('keeps emoji and rare characters', () => {
    expect(receive(post(textXml('学😀𠮷👨‍👩‍👧')))).toMatchObject({ update: { text: '学😀𠮷👨‍👩‍👧' } });
  });

  it('may have its envelope in any order and with more elements', () => {
    const ciphertext = encrypt(keys.encodingAesKey, textXml('a'), corpId);
    const body = `<xml><Encrypt>${ciphertext}</Encrypt><AgentType><![CDATA[chat]]></AgentType></xml>`;
    expect(receive(request('POST', signedQuery({ ciphertext }), body))).toMatchObject({ kind: 'update' });
  });

  it('may have more in its query', () => {
    const good = post(textXml('a'));
    expect(receive({ ...good, query: `from=proxy&${good.query}&x&&y=` })).toMatchObject({ kind: 'update' });
  });
});

describe('a forged or damaged callback is refused', () => {
  const good = post(textXml('a'));
  const changed = (from: string | RegExp, to: string) => ({ ...good, query: good.query.replace(from, to) });
  const withBody = (body: string | Buffer) => ({ ...good, body: Buffer.from(body) });

  it.each<[string, RawRequest, string]>([
    ['another method', { ...good, method: 'PUT' }, 'method'],
    ['a wrong signature', changed(/msg_signature=\w{40}/, `msg_signature=${'0'.repeat(40)}`), 'signature'],
    ['a signature in capitals', changed(/(?<=msg_signature=)\w+/, 'A'.repeat(40)), 'signature-shape'],
    ['a short signature', changed(/(?<=msg_signature=)\w/, ''), 'signature-shape'],
    ['no signature', changed(/msg_signature=\w+&/, ''), 'signature-shape'],
    ['an empty query', { ...good, query: '' }, 'signature-shape'],
    ['a repeated key', { ...good, query: `${good.query}&nonce=2` }, 'query-repeated'],
    ['a repeated key whose first value is empty', { ...good, query: `nonce=&${good.query}` }, 'query-repeated'],
    ['a key written as an array', changed('timestamp=', 'timestamp[]='), 'timestamp'],
    ['a timestamp with a sign', changed(/timestamp=1/, 'timestamp=-'), 'timestamp'],
    ['a timestamp in hex', changed(/timestamp=\d+/, 'timestamp=0x655523a0'), 'timestamp'],
    ['a timestamp in full-width digits', changed(/timestamp=\d+/, 'timestamp=１７００００００００'), 'timestamp'],
    ['a timestamp of 13 digits', changed(/timestamp=\d+/, 'timestamp=1700000000000'), 'timestamp'],
    ['no nonce', changed(/nonce=\d+/, 'nonce='), 'nonce'],
    ['a nonce outside its alphabet', changed(/nonce=\d+/, 'nonce=1%202'), 'nonce'],
    ['a nonce without end', changed(/nonce=\d+/, `nonce=${'1'.repeat(65)}`), 'nonce'],
    ['an empty body', withBody(''), 'no-encrypt'],
    ['a body that is no XML', withBody('{"encrypt":"x"}'), 'no-encrypt'],
    ['a body without Encrypt', withBody('<xml><ToUserName>a</ToUserName></xml>'), 'no-encrypt'],
    [
      'two Encrypt elements',
      withBody(good.body.toString().replace('</xml>', '<Encrypt>a</Encrypt></xml>')),
      'no-encrypt',
    ],
    ['a DOCTYPE in the envelope', withBody(`<!DOCTYPE x [<!ENTITY a "b">]>${good.body}`), 'no-encrypt'],
    ['an entity in the envelope', withBody('<xml><Encrypt>&amp;</Encrypt></xml>'), 'no-encrypt'],
    ['a nested envelope', withBody('<xml><Encrypt><a>1</a></Encrypt></xml>'), 'no-encrypt'],
    ['another ciphertext', withBody(envelope(vectorN0.encrypt)), 'signature'],
    ['bytes of all kinds', withBody(Buffer.from([0xff, 0xfe, 0, 1])), 'no-encrypt'],
    ['another app', post(textXml('a').replace(`<AgentID>${agentId}`, '<AgentID>7')), 'agentid'],
  ])('%s', (_, bad, why) => {
    expect(receive(bad)).toEqual({ kind: 'refused', why });
  });

  it('another company', () => {
    const ciphertext = encrypt(keys.encodingAesKey, textXml('a'), 'ww0000000000000002');
    const bad = request('POST', signedQuery({ ciphertext }), envelope(ciphertext));
    expect(receive(bad)).toEqual({ kind: 'refused', why: 'receiveid' });
  });

  it.each(refusedVectors)('%s, though signed: %s', (_, __, why, ciphertext) => {
    const bad = request('POST', signedQuery({ ciphertext }), envelope(ciphertext));
    const official = receiver({
      ...keys,
      corpId: vectorA.receiveId,
      agentId,
      clock: clockAt(nowSeconds),
      log,
      windowMs,
    });
    expect(official(bad)).toEqual({ kind: 'refused', why });
  });
});

describe("a callback that is surely WeCom's and makes no sense", () => {
  it.each([
    ['no XML at all', 'nonsense', 'xml'],
    ['a DOCTYPE', `<!DOCTYPE a>${textXml('a')}`, 'xml-doctype'],
    ['a message without an id', textXml('a').replaceAll('MsgId>', 'Msgid>'), 'field MsgId'],
    ['a sender who cannot be', textXml('a').replace('LiSi', '@all'), 'field FromUserName'],
  ])('is kept once for the operator, answered so that it does not come again, and logged: %s', (_, xml, why) => {
    const kept = keptLog();
    const webhook = receiver({ ...keys, corpId, agentId, clock: clockAt(nowSeconds), log: kept.log, windowMs });
    const received = webhook(post(xml));
    expect(received).toMatchObject({ kind: 'update', update: { kind: 'set-aside', why }, answer: empty });
    expect(webhook(post(xml))).toEqual(received);
    expect(kept.lines.slice(0, 1)).toEqual([expect.stringContaining(`"why":"${why}"`)]);
  });
});

describe('an envelope as relays write it (WxJava #1634)', () => {
  const ciphertext = encrypt(keys.encodingAesKey, eventXml('enter_agent'), corpId);
  const plain = envelope(ciphertext);
  const receiveBody = (body: string | Buffer) => receive(request('POST', signedQuery({ ciphertext }), body));

  it.each([
    ['an XML declaration', `<?xml version="1.0" encoding="UTF-8"?>\n${plain}`],
    ['a byte order mark', `\uFEFF${plain}`],
    ['both', `\uFEFF<?xml version="1.0"?>${plain}`],
    ['spaces and line breaks around it', `\r\n  ${plain}\r\n\r\n`],
    ['comments', `<!-- relay --><xml><!-- <Encrypt>forged</Encrypt> -->${plain.slice(5)}<!-- end -->`],
    [
      'line breaks around the ciphertext',
      plain.replace(/<Encrypt>.*<\/Encrypt>/, `<Encrypt>\n  ${ciphertext}\n</Encrypt>`),
    ],
    [
      'line breaks around its CDATA',
      plain.replace('<Encrypt><![', '<Encrypt>\n<![').replace(']]></Encrypt>', ']]>\n</Encrypt>'),
    ],
    ['the ciphertext in lines', plain.replace(ciphertext, ciphertext.replace(/.{76}/g, '$&\r\n'))],
  ])('is read with %s', (_, body) => {
    expect(receiveBody(body)).toMatchObject({ kind: 'update', update: { kind: 'joined' } });
  });

  it.each([
    ['a DOCTYPE', `<!DOCTYPE xml [<!ENTITY a "b">]>${plain}`],
    ['a comment without an end', `<!-- ${plain}`],
    ['a declaration without an end', `<?xml ${plain}`],
    ['two ciphertexts', plain.replace('</xml>', '<Encrypt>a</Encrypt></xml>')],
  ])('is refused with %s', (_, body) => {
    expect(receiveBody(body)).toMatchObject({ kind: 'refused' });
  });

  it('takes time in proportion to its length, whatever a stranger sends', () => {
    const most = 128 * 1024;
    const hostile = ['<!---->', '<![CDATA[]]>', '<!--', ' ', '\n', '<xml>', '<?xml', ']]>'];
    for (const piece of hostile) {
      const body = Buffer.from(piece.repeat(Math.floor(most / piece.length)));
      expect(receiveBody(body)).toMatchObject({ kind: 'refused', why: 'no-encrypt' });
    }
  });
});

describe('a kind that the pages of WeCom do not have', () => {
  it('is logged once and not with every message', () => {
    const kept = keptLog();
    const webhook = receiver({ ...keys, corpId, agentId, clock: clockAt(nowSeconds), log: kept.log, windowMs });
    for (const xml of [flatMessages.unheardOf!, flatMessages.unheardOf!, eventXml('new_event'), eventXml('new_event')])
      expect(webhook(post(xml))).toMatchObject({ answer: empty });
    expect(kept.lines).toEqual([
      expect.stringContaining('message hologram'),
      expect.stringContaining('event new_event'),
    ]);
  });

  it('is not one of the known ones, read or not', () => {
    const kept = keptLog();
    const webhook = receiver({ ...keys, corpId, agentId, clock: clockAt(nowSeconds), log: kept.log, windowMs });
    const { unheardOf: _, ...known } = flatMessages;
    for (const xml of Object.values({ ...known, ...flatEvents, ...nested, ...contactChanges })) webhook(post(xml));
    expect(kept.lines).toEqual([]);
  });

  it('does not fill the log, however many there are', () => {
    const kept = keptLog();
    const webhook = receiver({ ...keys, corpId, agentId, clock: clockAt(nowSeconds), log: kept.log, windowMs });
    for (let kind = 0; kind < 150; kind += 1) webhook(post(eventXml(`made_up_${kind}`)));
    expect(kept.lines).toHaveLength(100);
  });
});

describe('the time window', () => {
  const at = (offsetSeconds: number, window = windowMs) => {
    const clock = clockAt(nowSeconds - offsetSeconds);
    return receiver({ ...keys, corpId, agentId, clock, log, windowMs: window })(post(eventXml('enter_agent'))).kind;
  };

  it.each([-300, -299, 0, 299, 300])('takes a callback %i s away from our time', (seconds) => {
    expect(at(seconds)).toBe('update');
  });
  it.each([-301, 301, 86_400])('refuses one %i s away', (seconds) => {
    expect(at(seconds)).toBe('refused');
  });
  it('is as wide as it was set', () => {
    expect(at(301, 3_600_000)).toBe('update');
  });
});

describe('whatever a stranger sends', () => {
  const answers = (received: Received) => expect(['refused', 'ignored']).toContain(received.kind);

  it('is answered without an exception: queries and bodies', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), fc.uint8Array({ maxLength: 200 }), (query, bytes) => {
        answers(receive({ ...request('POST', query), body: Buffer.from(bytes) }));
        answers(receive(request('GET', query)));
      }),
      { numRuns: 500 },
    );
  });

  it('is answered without an exception: one byte of a good callback changed', () => {
    const good = post(textXml('a'));
    fc.assert(
      fc.property(fc.nat(good.body.length - 1), fc.nat(255), (at, byte) => {
        const body = Buffer.from(good.body);
        body[at] = byte;
        const inCiphertext = at >= good.body.indexOf('<Encrypt>') && at < good.body.indexOf('</Encrypt>');
        const received = receive({ ...good, body });
        if (inCiphertext && byte !== good.body[at]) expect(received.kind).toBe('refused');
      }),
      { numRuns: 500 },
    );
  });

  it('is answered without an exception: well signed text of any content', () => {
    const piece = fc.constantFrom(
      '<xml>',
      '</xml>',
      '<MsgType>',
      'event',
      '</MsgType>',
      '<Event>',
      '<![CDATA[',
      ']]>',
      '&',
      '\0',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        expect(['refused', 'ignored', 'update']).toContain(receive(post(pieces.join(''))).kind);
      }),
      { numRuns: 500 },
    );
  });
});
