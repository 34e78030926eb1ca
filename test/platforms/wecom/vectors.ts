/**
 * Public test vectors of the WeCom callback format. Each says where it was published; the `refused` ones break one rule each of the
 * format and were made with the keys of vector A, random `0123456789abcdef`, message `hello`.
 */
export interface Vector {
  token: string;
  encodingAesKey: string;
  receiveId: string;
  timestamp: string;
  nonce: string;
  signature: string;
  /** The 16 bytes before the message, where they are published: with them the encryption can be repeated byte by byte. */
  random?: string;
  encrypt: string;
  plain: string;
}

const officialKeys = {
  token: 'QDG6eK',
  encodingAesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
  receiveId: 'wx5823bf96d3bd56c7',
};

/** D90968, sample of a message; pad 30. */
export const vectorA: Vector = {
  ...officialKeys,
  timestamp: '1409659813',
  nonce: '1372623149',
  signature: '477715d11cdb4164915debcba66cb864d751f3e6',
  random: '0960688932c47ef1',
  encrypt:
    'RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911L3vg3W/sYYvuJTs3TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLxAUHzM6+kDZ+HMZfJYuR+LtwGc2hgf5gsijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9EL4EhzJWrQUax5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIGHBZZIs2pDBS8R07+qN+E7Q==',
  plain:
    '<xml><ToUserName><![CDATA[wx5823bf96d3bd56c7]]></ToUserName>\n<FromUserName><![CDATA[mycreate]]></FromUserName>\n<CreateTime>1409659813</CreateTime>\n<MsgType><![CDATA[text]]></MsgType>\n<Content><![CDATA[hello]]></Content>\n<MsgId>4561255354251345929</MsgId>\n<AgentID>218</AgentID>\n</xml>',
};

/** Sample text of the vendor's Python library for the URL check, same keys; `encrypt` after decoding the query once. */
export const vectorA2: Vector = {
  ...officialKeys,
  timestamp: '1409659589',
  nonce: '263014780',
  signature: '5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3',
  encrypt: 'P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ==',
  plain: '1616140317555161061',
};

/** URL check by the platform's own test tool, in the tests of go-workwx; pad 3. */
export const vectorB: Vector = {
  token: 'kjr2TKI8umCBfVF3wAHk8JiPwma5VBme',
  encodingAesKey: '4Ma3YBrSBbX2aez8MJpXGBne5LSDwgGqHbhM9WPYIws',
  receiveId: 'ww6a112864f8022910',
  timestamp: '1583940690',
  nonce: 'VHh7ymSeb0jc4lSb',
  signature: '1ba3cb09c0d2c2b3ed6900d37f91a6efae6cb011',
  random: '5QMsYcwjR95t2vmC',
  encrypt: '6KmUQuPVu7UhjyVqRdbo5SfcRqaHvbUlKSHFvBV2ZuR6TIlKsygcfeSd1GDplg1C5KSKr6UPHCaC/nIX3ZNt9w==',
  plain: '94966531020182955848408',
};

/** Message in the tests of go-workwx; the random bytes are not ASCII; pad 13. */
export const vectorB2: Vector = {
  token: 'kz7Yx62CH8SaLN',
  encodingAesKey: 'cD0d7jx4tYvVtzqrmh3Dm3QFCXe6f8SlHoMtMh3qQEP',
  receiveId: 'ww6a112864f8022910',
  timestamp: '1583995625',
  nonce: '1584392382',
  signature: 'f265ae551b1932727204c3d707628d01376a6940',
  encrypt:
    'EUCt7xMcNiyASzZj0Hjc5yDjFQrCum6AfQ3ntHiUzjGQ51xieKmbvtrZ40/EcB2W/W8yH0n4Lqx48gJl/T9HD/R309I0P/r5pIZucK3lyEn48FYMr4YdE0QdL2jIJ3xkcXUr6uzefzCxG6lMvwpAJaOyVCzN7sRRw47njfxy5EIqU6R9ZBhlTzfdnhhOhK/nTwzrZX3SoGlXFA9OBeZ6ru1NWpXFk76x9DUMe0lcxPPiUqK8ctnQcYXSGUHVqC6DfG7E7mab0OmruNN8cBZY5d3dYOBA4OgaH55Q0AJmUpdT8vNiXpXx+6TxT3TIjySXpDrHVyrsb772aYywgg/Nu4kUmGkALwFZlzhjNegR7wDwb9lr4ERXsSSS8JZ8lbBmaQ3F2Tq584xoPj5rIhXAF734ynm4no1g+SdHiNqR328=',
  plain:
    '<xml><ToUserName><![CDATA[ww6a112864f8022910]]></ToUserName><FromUserName><![CDATA[foobar]]></FromUserName><CreateTime>1583995625</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[x123]]></Content><MsgId>2018405441</MsgId><AgentID>1000002</AgentID></xml>',
};

/** Reply with fixed random, in the tests of wechatpy; pad 3. */
export const vectorC: Vector = {
  token: '123456',
  encodingAesKey: 'kWxPEV2UEDyxWpmPdKC3F4dgPDmOvfKX1HGnEUDS1aR',
  receiveId: 'wx49f0ab532d5d035a',
  timestamp: '1411525903',
  nonce: '461056294',
  signature: '407518b7649e86ef23978113f92d27afa9296533',
  random: '1234567890123456',
  encrypt:
    '9s4gMv99m88kKTh/H8IdkOiMg6bisoy3ypwy9H4hvSPe9nsGaqyw5hhSjdYbcrKk+j3nba4HMOTzHrluLBYqxgNcBqGsL8GqxlhZgURnAtObvesEl5nZ+uBE8bviY0LWke8Zy9V/QYKxNV2FqllNXcfmstttyIkMKCCmVbCFM2JTF5wY0nFhHZSjPUL2Q1qvSUCUld+/WIXrx0oyKQmpB6o8NRrrNrsDf03oxI1p9FxUgMnwKKZeOA/uu+2IEvEBtb7muXsVbwbgX05UPPJvFurDXafG0RQyPR+mf1nDnAtQmmNOuiR5MIkdQ39xn1vWwi1O5oazPoQJz0nTYjxxEE8kv3kFxtAGVRe3ypD3WeK2XeFYFMNMpatF9XiKzHo3',
  plain:
    '<xml>\n<MsgType><![CDATA[text]]></MsgType>\n<Content><![CDATA[test]]></Content>\n<FromUserName><![CDATA[wx49f0ab532d5d035a]]></FromUserName>\n<ToUserName><![CDATA[messense]]></ToUserName>\n<AgentID>1</AgentID>\n<CreateTime>1411525903</CreateTime>\n</xml>',
};

/** Chinese text with fixed random, in the tests of WxJava; published without a signature. */
export const vectorD = {
  encodingAesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
  receiveId: 'wxb11529c136998cb6',
  random: 'aaaabbbbccccdddd',
  encrypt: 'jn1L23DB+6ELqJ+6bruv21Y6MD7KeIfP82D6gU39rmkgczbWwt5+3bnyg5K55bgVtVzd832WzZGMhkP72vVOfg==',
  plain: '我是中文abcd123',
};

export const signedVectors = { A: vectorA, A2: vectorA2, B: vectorB, B2: vectorB2, C: vectorC };

/** Sound, and made like the refused ones below. */
export const vectorN0: Vector = {
  ...officialKeys,
  timestamp: vectorA.timestamp,
  nonce: vectorA.nonce,
  signature: '6963916188a9972dd57e779c6eb680b07cf4fa99',
  random: '0123456789abcdef',
  encrypt: 'sKqRbbiSUnDhFHOvPjtUMd2aKGsnO1wGUhhgmucZyOooAmp9WiC5uDkjoOv6eP1l5uh45DeEw9aco5AR3vyVtA==',
  plain: 'hello',
};

/** Name, fault, the check that must catch it, ciphertext. */
export const refusedVectors: readonly (readonly [name: string, fault: string, why: string, encrypt: string])[] = [
  [
    'N1',
    'pad value 0',
    'padding',
    'sKqRbbiSUnDhFHOvPjtUMd2aKGsnO1wGUhhgmucZyOoIM2G+JuTcG3m932brsR3vHRQv3eZH9pw7FaFrXlEnfw==',
  ],
  [
    'N2',
    'pad value 33',
    'padding',
    'sKqRbbiSUnDhFHOvPjtUMd2aKGsnO1wGUhhgmucZyOoHHBtcYZhtbSUhE9jrNG28ire9HzG8Ul/yamXZcMm0Vg==',
  ],
  [
    'N3',
    'unequal pad bytes',
    'padding',
    'sKqRbbiSUnDhFHOvPjtUMd2aKGsnO1wGUhhgmucZyOpQsMl9ZOR8ulgrki0FC7wEks7o2fraxIE+/b6tFoAGVg==',
  ],
  [
    'N4',
    'length 0xFFFFFFFF',
    'inner-length',
    'sKqRbbiSUnDhFHOvPjtUMVxXAcKSsxme14fkAO0D/HcRpBnzOR6ggGEEOm6attOzdd8Fddq9CU9PoeSVJFEs0A==',
  ],
  [
    'N5',
    'length 9 instead of 5',
    'receiveid',
    'sKqRbbiSUnDhFHOvPjtUMQJe2VF3zwUsKIUo/qKpNuNQT810M9VX++y46uoTN6C9W/T47NyVtaXia7+AY8hccQ==',
  ],
  [
    'N6',
    'other receiveid',
    'receiveid',
    'sKqRbbiSUnDhFHOvPjtUMaNwu7Pp333MtEbSBgc2oUMIiBoG5Fd7zASdau6Av3AImgO4ziViruv/les5OUfAPw==',
  ],
  ['N7', '10-byte plaintext', 'too-short', 'FUkt9VzVgusl0j0Df3Qcvokc+2lGckKXpDa5tpn9jXc='],
  [
    'N8',
    '16-byte padding, short id',
    'cipher-length',
    'sKqRbbiSUnDhFHOvPjtUMd2aKGsnO1wGUhhgmucZyOriN2mgFWIY06m/d18BwHFG',
  ],
];
