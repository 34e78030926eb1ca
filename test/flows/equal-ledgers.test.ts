import { beforeAll, describe, expect, it } from 'vitest';
import type { PersonLedger } from '../../src/emulator/ledger.ts';
import type { BodyView } from '../../src/emulator/view.ts';
import { openClass } from '../helpers/class.ts';
import type { Variant } from '../helpers/county.ts';
import { startWorld, type World } from '../helpers/world.ts';

/** One call-up with all it can bring: presses, a typed number, a form, an exemption with its reason, a substitute, a list of to-dos. */
async function play(world: World): Promise<void> {
  const classId = await openClass(world, { named: 3 });
  await world.press('zhao', '确认参加');
  await world.say('qian', '１');
  await world.press('sun', '申请免调');
  await world.press('sun', '下一步', ['本人患病或住院']);
  await world.say('sun', '住院手术，附诊断证明');
  await world.press('org', '同意并递补');
  await world.press('li', '确认参加');
  await world.say('li', '待办');
  await world.say('org', `/调训进度 ${classId}`);
  await world.advanceMinutes(24 * 60);
}

describe('what everybody saw', () => {
  const seen = new Map<Variant, PersonLedger[]>();

  beforeAll(async () => {
    for (const variant of ['wecom', 'dingtalk', 'dingtalk-stream'] as const) {
      const world = await startWorld(variant);
      await play(world);
      seen.set(variant, byPerson(world.emulator.ledger()));
      await world.stop();
    }
  }, 60_000);

  it('is the same over Stream as over HTTP, down to the minute and the earlier looks of each card', () => {
    const http = itemsOf(seen.get('dingtalk'));
    expect(http.map(({ userId }) => userId)).toEqual(spokenWith);
    expect(itemsOf(seen.get('dingtalk-stream'))).toEqual(http);
  });

  it('reads the same in WeCom as in DingTalk', () => {
    const wecom = wordsOf(seen.get('wecom'));
    expect(wecom.flatMap(({ said }) => said).length).toBeGreaterThan(25);
    expect(wordsOf(seen.get('dingtalk'))).toEqual(wecom);
  });
});

function byPerson(ledgers: PersonLedger[]): PersonLedger[] {
  return ledgers.sort((a, b) => (a.userId < b.userId ? -1 : 1));
}

/** The teacher too: the next morning's job tells them that the substitute has joined. */
const spokenWith = [
  'head-agri',
  'head-fin',
  'li',
  'liaison-agri',
  'liaison-fin',
  'org',
  'qian',
  'school',
  'sun',
  'teacher',
  'zhao',
];

/** Everything but the ids the vendor makes up. */
function itemsOf(ledgers: PersonLedger[] = []) {
  return ledgers.map(({ userId, items, dropped }) => {
    const kept = items.map(({ atMs, from, body, past, trouble, recalledAtMs }) => {
      return withoutIds({ atMs, from, body, past, trouble, recalledAtMs });
    });
    return { userId, items: kept, dropped };
  });
}

function withoutIds(item: object): unknown {
  return JSON.parse(JSON.stringify(item).replaceAll(/(proposal|replacedBy|key)=dingtalk%3A[^"&]+/g, '$1=…'));
}

/** What can be read and pressed, wherever each vendor puts it on the screen. */
function wordsOf(ledgers: PersonLedger[] = []) {
  return ledgers.map(({ userId, items }) => ({ userId, said: wholeCards(items.map(({ body }) => linesOf(body))) }));
}

/** A card too long for WeCom goes there as a text and a card with its beginning; both read as the one card it is in DingTalk. */
function wholeCards(said: string[][]): string[][] {
  return said.flatMap((lines, index) => {
    const excerpt = said[index + 1];
    if (excerpt?.includes(seeAbove)) {
      const buttons = excerpt.slice(excerpt.indexOf(seeAbove) + 1);
      const text = lines.filter((line) => !line.startsWith('请回复'));
      return [[excerpt[0] ?? '', ...text.slice(1), ...buttons]];
    }
    return lines.includes(seeAbove) ? [] : [lines];
  });
}

const seeAbove = '全文见上一条消息。';

function linesOf(body: BodyView): string[] {
  if (body.kind === 'text') return body.text.split('\n');
  if (body.kind !== 'card') return [JSON.stringify(body)];
  const fields = body.fields.map(({ label, value }) => `${label}：${value}`);
  const options = body.choice?.options.map(({ label }) => label) ?? [];
  const buttons = body.buttons.filter(({ disabled }) => !disabled).map(({ label }) => `[${label}]`);
  const lines = [...body.desc.split('\n').map((line) => line.trim()), ...fields, ...options, ...buttons];
  return [body.title, ...lines, body.replaced ?? ''].filter((line) => line !== '');
}
