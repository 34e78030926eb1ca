import { createHash } from 'node:crypto';

/** What somebody does about a message: presses a button, with so many options ticked, or writes; perhaps only after a while. */
export interface Reaction {
  button: string;
  /** How many options of each question are ticked, where the card asks any. */
  ticks: number;
  /** Written in place of the press. */
  words?: string;
  /** Written when the bot asks for words after the press. */
  thenWords?: string;
  afterMinutes: number;
  /** Not before this Beijing time. */
  from?: { dateOn: string; clock: string };
}

/** How people of the demo whom nobody plays attend. */
type Habit = 'punctual' | 'often late' | 'often away';

/** After signing in opened, half an hour before the lesson. */
const lateAfterMinutes = 37;
/** By habit: the shares of half-days on which somebody comes late, reports sick, stays away without a word. */
const attendance: Readonly<Record<Habit, { late: number; ill: number; away: number }>> = {
  punctual: { late: 0.005, ill: 0.002, away: 0.001 },
  'often late': { late: 0.25, ill: 0, away: 0.02 },
  'often away': { late: 0.05, ill: 0.05, away: 0.1 },
};
const shares = {
  often: { late: 0.08, away: 0.05 },
  callUp: { confirm: 0.95, ask: 0.03 },
  survey: 0.8,
  notice: 0.95,
  acknowledge: 0.85,
};
const illness = '/请假 病假 今天 发烧就医';
const exemptionWords = '近期住院治疗，医院已出具诊断证明';
const surveyWords = '希望多安排基层治理方面的案例教学';

/**
 * What somebody whom nobody plays does about a card with these buttons, staff included: requests that come to them are granted. What begins something
 * new, and grading, is left to whoever plays those who decide. The same seed, person and card give the same answer.
 *
 * @param buttons - the keys of the buttons that can be pressed: the action, then facts after `?`
 * @param person - unique per person
 * @param seed - any text
 * @returns `undefined` when the card is left alone
 */
export function reactionTo(buttons: readonly string[], person: string, seed: string): Reaction | undefined {
  for (const [action, react] of Object.entries(reactions)) {
    const button = buttons.find((key) => actionOf(key) === action);
    if (button === undefined) continue;
    const press = (more: Partial<Reaction> = {}): Reaction => ({ button, ticks: 1, afterMinutes: 0, ...more });
    const other = (wanted: string) => buttons.find((key) => actionOf(key) === wanted);
    return react({ press, other, chance: shareOf(seed, person, button), habit: habitOf(person, seed) });
  }
  return undefined;
}

interface Situation {
  /** The press of the button that was found. */
  press: (more?: Partial<Reaction>) => Reaction;
  /** The key of another button on the card, by its action. */
  other: (action: string) => string | undefined;
  /** 0 to 1, the same for the same person and button. */
  chance: number;
  habit: Habit;
}

/** By the action of a button; the first one that is on the card counts. */
const reactions: Readonly<Record<string, (situation: Situation) => Reaction | undefined>> = {
  'call-up.answer': ({ press, other, chance }) => {
    if (chance < shares.callUp.confirm) return press();
    const ask = other('call-up.ask');
    return chance < shares.callUp.confirm + shares.callUp.ask && ask !== undefined ? press({ button: ask }) : undefined;
  },
  'call-up.reason': ({ press }) => press({ thenWords: exemptionWords }),
  'sign-in.today': ({ press, chance, habit }) => {
    const { late, ill, away } = attendance[habit];
    if (chance < away) return undefined;
    if (chance < away + ill) return press({ words: illness });
    const facts = new URLSearchParams(press().button.split('?')[1]);
    const from = { dateOn: facts.get('dateOn') ?? '', clock: facts.get('from') ?? '' };
    return press({ from, afterMinutes: chance < away + ill + late ? lateAfterMinutes : 0 });
  },
  'leave.submit': ({ press }) => press(),
  'notice.answer': ({ press, chance }) => (chance < shares.notice ? press() : undefined),
  'notice.read': ({ press, chance }) => (chance < shares.notice ? press() : undefined),
  'survey.start': ({ press, chance }) => (chance < shares.survey ? press() : undefined),
  'survey.answer': ({ press }) => press(),
  'survey.skip': ({ press }) => press(),
  'survey.write': ({ press }) => press({ thenWords: surveyWords }),
  'score.record': ({ press }) => press(),
  'leave.grant': ({ press }) => press(),
  'call-up.excuse': ({ press }) => press(),
  'feedback.acknowledge': ({ press, chance }) => (chance < shares.acknowledge ? press() : undefined),
};

function habitOf(person: string, seed: string): Habit {
  const share = shareOf(seed, person, 'habit');
  if (share < shares.often.away) return 'often away';
  return share < shares.often.away + shares.often.late ? 'often late' : 'punctual';
}

function actionOf(key: string): string {
  return key.split('?')[0] ?? key;
}

/** From 0 up to, not including, 1; the same for the same texts. */
export function shareOf(...texts: readonly string[]): number {
  return createHash('sha256').update(texts.join('\n')).digest().readUInt32BE() / 2 ** 32;
}
