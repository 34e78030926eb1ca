import { ControlError } from './control-error.ts';
import { type JsonObject, listOf, objectOf, textOf } from './json.ts';
import { emulatedPersonOf, faultOf, groupRequestOf, whoOf } from './requests.ts';
import type { Act, ByPerson, PressedCard, Transcript } from './transcript.ts';

/** Reads what `GET /control/transcript` wrote. @throws ControlError */
export function readTranscript(value: JsonObject): Transcript {
  if (value.version !== 1 || !Array.isArray(value.acts)) throw new ControlError('这不是可以重放的对话记录。');
  return { version: 1, acts: value.acts.map(objectOf).map(actOf) };
}

function actOf(act: JsonObject): Act {
  const { atMs } = act;
  if (typeof atMs !== 'number' || !Number.isFinite(atMs)) throw new ControlError('对话记录里有一步没有时间。');
  switch (act.kind) {
    case 'say':
      return { kind: 'say', ...byOf(atMs, act), text: textOf(act.text) };
    case 'send':
      return { kind: 'send', ...byOf(atMs, act), file: objectOf(act.file) };
    case 'press':
      return { kind: 'press', ...byOf(atMs, act), ...pressedOf(act) };
    case 'open':
      return { kind: 'open', atMs, ...whoOf(act) };
    case 'group':
      return { kind: 'group', atMs, request: groupRequestOf(objectOf(act.request)) };
    case 'fault':
      return { kind: 'fault', atMs, request: faultOf(objectOf(act.request)) };
    case 'join':
      return { kind: 'join', atMs, person: emulatedPersonOf(objectOf(act.person)) };
    case 'leave':
      return { kind: 'leave', atMs, ...whoOf(act) };
    case 'request':
      return { kind: 'request', atMs, path: textOf(act.path), body: objectOf(act.body) };
    case 'clock':
      return { kind: 'clock', atMs };
    default:
      throw new ControlError('对话记录里有一步不认识。');
  }
}

function byOf(atMs: number, act: JsonObject): ByPerson {
  const by = { atMs, ...whoOf(act) };
  const group = textOf(act.group);
  return group === '' ? by : { ...by, group, groupName: textOf(act.groupName) };
}

function pressedOf(act: JsonObject): PressedCard {
  const button = objectOf(act.button);
  return {
    title: textOf(act.title),
    nth: Number.isInteger(act.nth) ? Number(act.nth) : 0,
    button: { key: textOf(button.key), label: textOf(button.label) },
    choices: listOf(act.choices)
      .map(objectOf)
      .map(({ value, label }) => ({ value: textOf(value), label: textOf(label) })),
  };
}
