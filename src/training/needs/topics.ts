import { comparable, plainTitle, typedWord } from '../../chat/plain-text.ts';
import type { SurveyRules } from '../needs-survey/survey-rules.ts';
import type { NeedsRules } from './needs-rules.ts';

/** A topic of the training menu, and the words by which it is recognised besides its name. */
export interface MenuTopic {
  name: string;
  words: readonly string[];
}

/** The topics that are known: those of the survey's questions, and those of the rules with their words. */
export function menuTopics({
  needs,
  survey,
}: {
  needs: Pick<NeedsRules, 'topics'>;
  survey: Pick<SurveyRules, 'questions'>;
}): MenuTopic[] {
  const asked = survey.questions.filter(({ topics }) => topics === true).flatMap(({ options }) => options);
  const names = new Map<string, string>();
  for (const name of [...asked.map(({ label }) => label), ...needs.topics.map((each) => each.name)])
    if (!names.has(comparable(name))) names.set(comparable(name), name);
  return [...names].map(([key, name]) => ({
    name,
    words: needs.topics.find((each) => comparable(each.name) === key)?.words ?? [],
  }));
}

/** The topic as it is kept: the known one that was named or called by one of its words, or else what was written. */
export function topicMeant(topics: readonly MenuTopic[], typed: string): string {
  const word = typedWord(typed);
  const known = topics.find(({ name, words }) => [name, ...words].some((each) => typedWord(each) === word));
  return known?.name ?? plainTitle(typed);
}

/** The known topics that a text speaks of, in the order of the menu. */
export function topicsIn(topics: readonly MenuTopic[], text: string): string[] {
  const said = comparable(text);
  return topics
    .filter(({ name, words }) => [name, ...words].some((each) => said.includes(comparable(each))))
    .map(({ name }) => name);
}
