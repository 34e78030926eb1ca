import { describe, expect, it } from 'vitest';
import { hmacBase64, type SealKeys, seal, sealSignature, unseal } from '../../src/emulator/crypto.ts';

// Public vectors of both vendors' documentation and sample code.
const A: SealKeys = {
  token: 'QDG6eK',
  encodingAesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
  owner: 'wx5823bf96d3bd56c7',
};

const A_ENCRYPT =
  'RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911L3vg3W/sYYvuJTs3TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLxAUHzM6+kDZ+HMZfJYuR+LtwGc2hgf5gsijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9EL4EhzJWrQUax5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIGHBZZIs2pDBS8R07+qN+E7Q==';
const A_PLAIN =
  '<xml><ToUserName><![CDATA[wx5823bf96d3bd56c7]]></ToUserName>\n<FromUserName><![CDATA[mycreate]]></FromUserName>\n<CreateTime>1409659813</CreateTime>\n<MsgType><![CDATA[text]]></MsgType>\n<Content><![CDATA[hello]]></Content>\n<MsgId>4561255354251345929</MsgId>\n<AgentID>218</AgentID>\n</xml>';

const C: SealKeys = {
  token: '123456',
  encodingAesKey: 'kWxPEV2UEDyxWpmPdKC3F4dgPDmOvfKX1HGnEUDS1aR',
  owner: 'wx49f0ab532d5d035a',
};
const C_ENCRYPT =
  '9s4gMv99m88kKTh/H8IdkOiMg6bisoy3ypwy9H4hvSPe9nsGaqyw5hhSjdYbcrKk+j3nba4HMOTzHrluLBYqxgNcBqGsL8GqxlhZgURnAtObvesEl5nZ+uBE8bviY0LWke8Zy9V/QYKxNV2FqllNXcfmstttyIkMKCCmVbCFM2JTF5wY0nFhHZSjPUL2Q1qvSUCUld+/WIXrx0oyKQmpB6o8NRrrNrsDf03oxI1p9FxUgMnwKKZeOA/uu+2IEvEBtb7muXsVbwbgX05UPPJvFurDXafG0RQyPR+mf1nDnAtQmmNOuiR5MIkdQ39xn1vWwi1O5oazPoQJz0nTYjxxEE8kv3kFxtAGVRe3ypD3WeK2XeFYFMNMpatF9XiKzHo3';
const C_PLAIN =
  '<xml>\n<MsgType><![CDATA[text]]></MsgType>\n<Content><![CDATA[test]]></Content>\n<FromUserName><![CDATA[wx49f0ab532d5d035a]]></FromUserName>\n<ToUserName><![CDATA[messense]]></ToUserName>\n<AgentID>1</AgentID>\n<CreateTime>1411525903</CreateTime>\n</xml>';

const DINGTALK_VECTORS = [
  {
    name: 'A',
    keys: {
      token: '123456',
      encodingAesKey: '1234567890123456789012345678901234567890123',
      owner: 'dingsnotzck6pm5veliw',
    },
    timestamp: '1614767836',
    nonce: 'A7Co0cJLMzIDtMMI',
    signature: '9a95a004dd16f5c307e849b994173f76aa26e5eb',
    encrypt: 'YvkvaGe4hQxd3VxRmEty0dVlnCOAqwf56xwTRHDHoOURqhalbmBJQk5FNcRk42Gl5T0YQXZNwpwWSm1xAFJ5ZA==',
    random: 'dICkEDLj0eb6yAbc',
    message: 'success',
  },
  {
    name: 'F',
    keys: {
      token: '123456',
      encodingAesKey: '4g5j64qlyl3zvetqxz5jiocdr586fn2zvjpa8zls3ij',
      owner: 'suite4xxxxxxxxxxxxxxx',
    },
    timestamp: '1700000000000',
    nonce: 'nonce123',
    signature: '0e9a177523a090583f65ee3e387c22b812251327',
    encrypt:
      't5BhzMl4vwWDGqbT+PBJEZswJya+I+DEsZj8HEn34IlGTJ7mqd4uX+T071FCBQQ0DkWk/UcWOkb74WPjStJjfXnDTrJDVVe0CcVaJSPtU+i6e22Yc3wkMCIM9d+D4lod',
    random: 'aaaabbbbccccdddd',
    message: '{"EventType":"user_add_org","UserId":["张三"]}',
  },
  {
    name: 'G (pad 32)',
    keys: { token: '123456', encodingAesKey: '4g5j64qlyl3zvetqxz5jiocdr586fn2zvjpa8zls3ij', owner: 'dingX' },
    timestamp: '1700000000000',
    nonce: 'nonce123',
    signature: '1433a0a0f42f77c61b3c532c956cfeba71439ea3',
    encrypt: 't5BhzMl4vwWDGqbT+PBJEaH35xo+FcktX3umE1L0RS8r59LRw5BpECsHsOFaM7z6jHNq+kVYsXOuCG/I8PIVDg==',
    random: 'aaaabbbbccccdddd',
    message: 'success',
  },
];

describe('sealing callbacks', () => {
  it('signs and opens the official WeCom vector A', () => {
    expect(sealSignature(A.token, '1409659813', '1372623149', A_ENCRYPT)).toBe(
      '477715d11cdb4164915debcba66cb864d751f3e6',
    );
    expect(unseal(A, A_ENCRYPT)).toBe(A_PLAIN);
    expect(seal(A, A_PLAIN, Buffer.from('0960688932c47ef1'))).toBe(A_ENCRYPT);
  });

  it('seals WeCom vector C byte for byte', () => {
    expect(seal(C, C_PLAIN, Buffer.from('1234567890123456'))).toBe(C_ENCRYPT);
    expect(sealSignature(C.token, '1411525903', '461056294', C_ENCRYPT)).toBe(
      '407518b7649e86ef23978113f92d27afa9296533',
    );
  });

  it('seals Chinese text as WeCom vector D does', () => {
    const keys = {
      token: '',
      encodingAesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
      owner: 'wxb11529c136998cb6',
    };
    const encrypted = 'jn1L23DB+6ELqJ+6bruv21Y6MD7KeIfP82D6gU39rmkgczbWwt5+3bnyg5K55bgVtVzd832WzZGMhkP72vVOfg==';
    expect(seal(keys, '我是中文abcd123', Buffer.from('aaaabbbbccccdddd'))).toBe(encrypted);
  });

  it.each(DINGTALK_VECTORS)('signs, opens and re-seals DingTalk vector $name', (vector) => {
    const { keys, timestamp, nonce, encrypt } = vector;
    expect(sealSignature(keys.token, timestamp, nonce, encrypt)).toBe(vector.signature);
    expect(unseal(keys, encrypt)).toBe(vector.message);
    expect(seal(keys, vector.message, Buffer.from(vector.random))).toBe(encrypt);
  });

  it.each([
    ['pad value 0', 'sKqRbbiSUnDhFHOvPjtUMd2aKGsnO1wGUhhgmucZyOoIM2G+JuTcG3m932brsR3vHRQv3eZH9pw7FaFrXlEnfw=='],
    ['pad value 33', 'sKqRbbiSUnDhFHOvPjtUMd2aKGsnO1wGUhhgmucZyOoHHBtcYZhtbSUhE9jrNG28ire9HzG8Ul/yamXZcMm0Vg=='],
    ['unequal pad bytes', 'sKqRbbiSUnDhFHOvPjtUMd2aKGsnO1wGUhhgmucZyOpQsMl9ZOR8ulgrki0FC7wEks7o2fraxIE+/b6tFoAGVg=='],
    [
      'a length past the end',
      'sKqRbbiSUnDhFHOvPjtUMVxXAcKSsxme14fkAO0D/HcRpBnzOR6ggGEEOm6attOzdd8Fddq9CU9PoeSVJFEs0A==',
    ],
    ['a wrong length', 'sKqRbbiSUnDhFHOvPjtUMQJe2VF3zwUsKIUo/qKpNuNQT810M9VX++y46uoTN6C9W/T47NyVtaXia7+AY8hccQ=='],
    ['another receiver', 'sKqRbbiSUnDhFHOvPjtUMaNwu7Pp333MtEbSBgc2oUMIiBoG5Fd7zASdau6Av3AImgO4ziViruv/les5OUfAPw=='],
    ['a plaintext of 10 bytes', 'FUkt9VzVgusl0j0Df3Qcvokc+2lGckKXpDa5tpn9jXc='],
    ['16-byte padding', 'sKqRbbiSUnDhFHOvPjtUMd2aKGsnO1wGUhhgmucZyOriN2mgFWIY06m/d18BwHFG'],
    ['nothing', ''],
    ['no base64', '!!!!'],
  ])('refuses %s', (_fault, encrypted) => {
    expect(() => unseal(A, encrypted)).toThrow(expect.objectContaining({ name: 'SealError' }));
  });

  it('makes the HMAC signatures of DingTalk', () => {
    const robot = hmacBase64('this is a secret', '1577262236757\nthis is a secret');
    expect(robot).toBe('DJrE6qdyVGCQz9z5r2MDuNcNAhwYnuAkyj13cx169CA=');
    expect(hmacBase64('example-secret', '1700000000000')).toBe('I85VWQbGCqbDkjEb7rsCEkTKI9QSL3wzLms54MiwXlg=');
  });
});
