import { isSameWord, typedWord } from '../../chat/plain-text.ts';
import { RuleError } from '../../errors.ts';
import type { SchemePoints } from '../class/scheme-versions.ts';
import type { Indicator, ScoringScheme } from './scoring-scheme.ts';

const NUMBER = /^[+-]?\d{1,3}(?:\.\d{1,2})?分?$/;
const GIVEN_UP = /^(?:不设|取消)$/;

/**
 * The points of an indicator, or of one of its steps or parts, as they are typed: `15`, `0.5`, `不设`. Of a step the sign follows from the
 * indicator: it takes or gives.
 * @returns hundredths of a point @throws RuleError `scheme.bad-points`
 */
export function readSchemePoints(typed: string, indicator: Indicator, step: string | undefined): number {
  const word = typedWord(typed);
  if (step === undefined && GIVEN_UP.test(word)) return 0;
  if (!NUMBER.test(word)) throw new RuleError('scheme.bad-points', { name: indicator.name, typed });
  const [whole = '', part = ''] = word.replace(/[^\d.]/g, '').split('.');
  const hundredths = Number(whole) * 100 + Number(part.padEnd(2, '0'));
  if (hundredths > 10_000) throw new RuleError('scheme.bad-points', { name: indicator.name, typed });
  const takes = step !== undefined && indicator.mode !== 'earn' && indicator.steps.some(({ id }) => id === step);
  return takes && hundredths > 0 ? -hundredths : hundredths;
}

/**
 * What is typed of a scheme: names of indicators or steps, each with its points, and at the end, after 理由, why.
 * @throws RuleError `scheme.unknown-name`, `scheme.bad-points`, `scheme.veto-fixed`
 */
export function readTypedScheme(
  words: readonly string[],
  scheme: ScoringScheme,
): { points: SchemePoints[]; reason: string } {
  const at = words.findIndex((word) => /^理由/.test(word));
  const pairs = at < 0 ? words : words.slice(0, at);
  const reason =
    at < 0
      ? ''
      : words
          .slice(at)
          .join(' ')
          .replace(/^理由[：:\s]*/, '')
          .trim();
  const points: SchemePoints[] = [];
  for (let index = 0; index < pairs.length; index += 2) {
    const [name = '', typed = ''] = pairs.slice(index, index + 2);
    const { indicator, step } = named(name, scheme);
    points.push({
      item: indicator.id,
      ...(step === undefined ? {} : { step }),
      hundredths: readSchemePoints(typed, indicator, step),
    });
  }
  return { points, reason };
}

/** @throws RuleError `scheme.unknown-name` where nothing or more than one thing is called so */
function named(typed: string, scheme: ScoringScheme): { indicator: Indicator; step?: string } {
  const [first = '', second] = typed.split(/[·/：:]/);
  const indicators = scheme.indicators.filter(({ name }) => isSameWord(name, first));
  const [indicator] = indicators;
  if (indicator !== undefined && second === undefined) return { indicator };
  const among = indicator === undefined ? scheme.indicators : [indicator];
  const wanted = typedWord(second ?? first);
  const steps = among.flatMap((each) =>
    [...(each.mode === 'rate' ? each.parts : []), ...each.steps].map((step) => ({ indicator: each, step })),
  );
  const exact = steps.filter(({ step }) => isSameWord(step.name, wanted));
  const found =
    exact.length > 0 ? exact : steps.filter(({ step }) => wanted !== '' && typedWord(step.name).includes(wanted));
  const [only, ...others] = found;
  if (only === undefined || others.length > 0)
    throw new RuleError('scheme.unknown-name', {
      name: typed,
      choices: (others.length > 0
        ? found.map((each) => `${each.indicator.name}·${each.step.name}`)
        : scheme.indicators.map(({ name }) => name)
      ).join('、'),
    });
  if ('veto' in only.step && only.step.veto !== undefined)
    throw new RuleError('scheme.veto-fixed', { name: only.step.name });
  return { indicator: only.indicator, step: only.step.id };
}
