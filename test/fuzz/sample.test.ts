import { describe, expect, it } from 'vitest';
import { joinedNames, nearestNames, readCommand, readNumbers, withNameWhole } from '../../src/chat/command.ts';
import { decodePress, encodePress } from '../../src/chat/message.ts';
import { plainTitle, typedWord } from '../../src/chat/plain-text.ts';
import { checkPrototypes } from './checks.ts';
import { tryCases } from './fuzzing.ts';
import { nastyText } from './nasty.ts';
import { Receivers } from './receiving.ts';
import { typedText } from './typed-texts.ts';

describe('2,000 bad inputs, a sample of npm run test:fuzz', () => {
  it('end as understood, ignored or refused, and nothing unsigned is believed', async () => {
    const receivers = new Receivers();
    await receivers.callbacks(1_400);
    await receivers.frames(300);
    checkPrototypes();
    for (const name of ['wecom', 'aibot', 'dingtalk'])
      for (const kind of ['refused', 'update']) expect(receivers.counted.get(`${name} ${kind}`)).toBeGreaterThan(0);
    for (const code of [200, 404]) expect(receivers.counted.get(`frame answered ${code}`)).toBeGreaterThan(0);
  });

  it('are read as commands, numbers and presses without an exception', async () => {
    const read = (text: string) => {
      const command = readCommand(text);
      if (command !== undefined) {
        nearestNames(command.name, ['点名', '开班', 'call-up'], 3);
        expect([...joinedNames(command)].length).toBeLessThanOrEqual(command.args.length + 1);
        expect(withNameWhole(command.args).join('')).toBe(command.args.join(''));
      }
      const numbers = readNumbers(text);
      expect(numbers?.every((number) => number >= 0 && number < 1000) ?? true).toBe(true);
      for (const same of [typedWord, plainTitle]) expect(same(same(text))).toBe(same(text));
      encodePress(decodePress(text));
    };
    await tryCases('typed texts', 200, typedText, read, JSON.stringify);
    await tryCases('press keys', 100, nastyText, read, JSON.stringify);
  });
});
