import { isSameWord, typedWord } from '../../chat/plain-text.ts';
import { RuleError } from '../../errors.ts';
import { readMark } from './points.ts';
import { type BonusItem, type Indicator, isKept, type ScoringScheme } from './scoring-scheme.ts';

/** What one typed line records: `课堂互动 提问 主动提问` after a name. */
export interface ScoreLine {
  item: string;
  step: string;
  markHundredths?: number;
  reason: string;
}

/**
 * Reads the words after a trainee's name: indicator, then step or mark, then the reason. An indicator with a single step needs none; a
 * step may be shortened to any part of its name. A marked part may stand without its indicator, as the list of what is missing names it.
 *
 * @throws RuleError `score.unknown-item`, `score.unknown-step` naming the choices, `score.not-kept`, `score.bad-mark`, `score.mark-not-wanted`
 */
export function readScoreLine(words: readonly string[], scheme: ScoringScheme): ScoreLine {
  const [itemWord = '', ...rest] = words;
  const ofPart = scheme.indicators.find(
    (each) => each.mode === 'rate' && each.parts.some(({ name }) => isSameWord(name, itemWord)),
  );
  if (ofPart?.mode === 'rate') return ratedLine(ofPart, words);
  const indicator = scheme.indicators.find(
    (each) => each.id === itemWord || isSameWord(each.name, itemWord) || holds(each.name, itemWord),
  );
  if (itemWord === '' || indicator === undefined)
    throw new RuleError('score.unknown-item', {
      item: itemWord,
      choices: scheme.indicators.map((each) => each.name).join('、'),
    });
  const step = stepOf(indicator, rest[0]);
  if (step !== undefined) return stepLine(indicator, step, rest.slice(1));
  if (!isKept(indicator)) throw new RuleError('score.not-kept', { item: indicator.name });
  if (indicator.mode === 'rate') return ratedLine(indicator, rest);
  const [only, ...others] = indicator.steps;
  if (only === undefined || others.length > 0) throw unknownStep(indicator, rest[0]);
  return stepLine(indicator, only, rest);
}

/** @throws RuleError `score.unknown-item` naming the choices */
export function readBonusItem(word: string, scheme: ScoringScheme): BonusItem {
  const found =
    scheme.bonusItems.find((each) => each.id === word || isSameWord(each.name, word)) ??
    scheme.bonusItems.find((each) => word !== '' && holds(each.name, word));
  if (found === undefined)
    throw new RuleError('score.unknown-item', {
      item: word,
      choices: scheme.bonusItems.map((each) => each.name).join('、'),
    });
  return found;
}

/** A step has its points by the rules: other points typed with it are refused, not written down as the reason. */
function stepLine(indicator: Indicator, one: Indicator['steps'][number], words: readonly string[]): ScoreLine {
  const { id, name } = one;
  if (one.veto !== undefined) throw new RuleError('score.veto-apart', { step: name });
  if (/^[+−-]?\d+(\.\d+)?分?$/.test(typedWord(words[0] ?? '')))
    throw new RuleError('score.mark-not-wanted', { item: indicator.name, step: name });
  return { item: indicator.id, step: id, reason: reasonOf(words, name) };
}

function ratedLine(indicator: Indicator & { mode: 'rate' }, words: readonly string[]): ScoreLine {
  const named = indicator.parts.find(
    (part) => words[0] !== undefined && (part.id === words[0] || holds(part.name, words[0])),
  );
  const part = named ?? (indicator.parts.length === 1 ? indicator.parts[0] : undefined);
  if (part === undefined) throw unknownStep(indicator, words[0]);
  const [mark = '', ...reason] = named === undefined ? words : words.slice(1);
  const markHundredths = readMark(mark, part);
  return { item: indicator.id, step: part.id, markHundredths, reason: reasonOf(reason, part.name) };
}

function stepOf(indicator: Indicator, word: string | undefined) {
  if (word === undefined || /^[\da-d.。·]+$/.test(typedWord(word))) return undefined;
  return (
    indicator.steps.find((step) => step.id === word || isSameWord(step.name, word)) ??
    indicator.steps.find((step) => holds(step.name, word))
  );
}

/** Whether the name holds what was typed of it. */
function holds(name: string, typed: string): boolean {
  return typedWord(name).includes(typedWord(typed));
}

function reasonOf(words: readonly string[], otherwise: string): string {
  const reason = words.join(' ').trim();
  return reason === '' ? otherwise : reason;
}

function unknownStep(indicator: Indicator, word: string | undefined): RuleError {
  const choices = indicator.mode === 'rate' ? [...indicator.parts, ...indicator.steps] : indicator.steps;
  return new RuleError('score.unknown-step', {
    item: indicator.name,
    step: word ?? '',
    // Names of steps may contain “、”.
    choices: choices.map((each) => each.name).join('；'),
  });
}
