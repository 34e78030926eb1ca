import { isSameWord, typedWord } from '../../chat/plain-text.ts';
import { RuleError } from '../../errors.ts';
import type { ScoreEvent } from './score-event.ts';
import type { ScoringScheme } from './scoring-scheme.ts';

/** A step whose event is a veto. */
interface VetoStep {
  item: string;
  step: string;
  name: string;
}

/** The steps that exclude every grade above 不合格, in the order of the scheme. */
function vetoSteps(scheme: Pick<ScoringScheme, 'indicators'>): VetoStep[] {
  return scheme.indicators.flatMap(({ id, steps }) =>
    steps.filter(({ veto }) => veto !== undefined).map((step) => ({ item: id, step: step.id, name: step.name })),
  );
}

/** Whether the event is of a step with a veto. */
export function isVeto({ item, step }: Pick<ScoreEvent, 'item' | 'step'>, scheme: ScoringScheme): boolean {
  return vetoSteps(scheme).some((each) => each.item === item && each.step === step);
}

/** The veto that was typed: its name, or a part of it that belongs to one alone. @throws RuleError `score.unknown-item` naming the choices */
export function readVeto(word: string, scheme: ScoringScheme): VetoStep {
  const all = vetoSteps(scheme);
  const holding = all.filter(({ name }) => typedWord(word) !== '' && typedWord(name).includes(typedWord(word)));
  const found = all.find(({ name }) => isSameWord(name, word)) ?? (holding.length === 1 ? holding[0] : undefined);
  if (found === undefined)
    throw new RuleError('score.unknown-item', { item: word, choices: all.map(({ name }) => name).join('、') });
  return found;
}
