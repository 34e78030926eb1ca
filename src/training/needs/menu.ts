import { comparable } from '../../chat/plain-text.ts';
import type { NeedItem } from './need-item.ts';
import type { NeedsRules } from './needs-rules.ts';
import { addedPeople, type PeopleByLevel } from './people-by-level.ts';

/** What was gathered for one year's plan, kept apart by whose need it is. */
export interface GatheredNeeds {
  /** 组织需求: notes of research and what the organisation department needs itself. */
  org: readonly { id: string; topics: readonly string[]; people?: PeopleByLevel }[];
  /** 岗位需求: each unit that answered, once, with what it needs; nothing is an answer too. */
  post: readonly { unitId: string; items: readonly NeedItem[] }[];
  /** 个人需求: each survey, with how many chose a topic. */
  personal: readonly { id: string; answered: number; topics: readonly { topic: string; people: number }[] }[];
}

/** One topic of the menu, with where it came from. */
export interface MenuEntry {
  topic: string;
  /** From 1; topics that are needed alike have one place. */
  place: number;
  /** 0–100: the share of each kind of need that names it, weighted. */
  score: number;
  /** The numbers of the notes that name it. */
  notes: readonly string[];
  unitIds: readonly string[];
  /** As units and the organisation department counted them. */
  people: PeopleByLevel;
  /** How often it was chosen in surveys; choices of fewer than the smallest group are not in it. */
  personal: number;
}

/** The menu of a year, the most needed first, and what it rests on. */
export interface TrainingMenu {
  entries: readonly MenuEntry[];
  notes: number;
  units: number;
  answers: number;
}

type MenuRules = Pick<NeedsRules, 'weights' | 'smallestGroup'>;

/** What one survey tells of its topics without telling of anybody: nothing when few answered, and no topic that few chose. */
function shownSurveys({ personal }: GatheredNeeds, { smallestGroup }: MenuRules): GatheredNeeds['personal'] {
  return personal
    .filter(({ answered }) => answered >= smallestGroup)
    .map(({ topics, ...survey }) => ({ ...survey, topics: topics.filter(({ people }) => people >= smallestGroup) }));
}

/**
 * Merges the needs of a year into its menu. Each kind of need counts by the share of its own answers that name a topic (notes, units,
 * answered sheets), times its weight; a kind of which there is nothing does not count. All in whole numbers; the same in whatever order the
 * answers come.
 */
export function trainingMenu(gathered: GatheredNeeds, rules: MenuRules): TrainingMenu {
  const personal = shownSurveys(gathered, rules);
  const answers = personal.reduce((sum, { answered }) => sum + answered, 0);
  const { weights } = rules;
  const kinds = [
    { weight: weights.org, all: gathered.org.length, of: ({ notes }: Counted) => notes.length },
    { weight: weights.post, all: gathered.post.length, of: ({ unitIds }: Counted) => unitIds.length },
    { weight: weights.personal, all: answers, of: (each: Counted) => each.personal },
  ].filter(({ all }) => all > 0);
  const common = kinds.reduce((product, { all }) => product * all, 1);
  const most = kinds.reduce((sum, { weight }) => sum + weight, 0) * common;
  const weigh = (entry: Counted) =>
    kinds.reduce((sum, { weight, all, of }) => sum + weight * of(entry) * (common / all), 0);
  const weighed = counted({ ...gathered, personal })
    .map((entry) => ({ entry, weight: weigh(entry) }))
    .sort((a, b) => b.weight - a.weight || compareText(a.entry.topic, b.entry.topic));
  const entries = weighed.map(({ entry, weight }) => ({
    ...entry,
    place: weighed.findIndex((each) => each.weight === weight) + 1,
    score: Math.floor((weight * 100) / most),
  }));
  return { entries, notes: gathered.org.length, units: gathered.post.length, answers };
}

type Counted = Omit<MenuEntry, 'place' | 'score'>;

/** Each topic that anybody named, with everything that names it. */
function counted({ org, post, personal }: GatheredNeeds): Counted[] {
  const names = [
    ...org.flatMap(({ topics }) => topics),
    ...post.flatMap(({ items }) => items.map(({ topic }) => topic)),
    ...personal.flatMap(({ topics }) => topics.map(({ topic }) => topic)),
  ].sort(compareText);
  const topics = new Map<string, string>();
  for (const name of names) if (!topics.has(comparable(name))) topics.set(comparable(name), name);
  return [...topics].map(([key, topic]) => {
    const isIt = (name: string) => comparable(name) === key;
    const notes = org.filter((note) => note.topics.some(isIt));
    const items = post.flatMap((unit) => unit.items.filter((item) => isIt(item.topic)));
    return {
      topic,
      notes: notes.map(({ id }) => id).sort(compareText),
      unitIds: post
        .filter((unit) => unit.items.some((item) => isIt(item.topic)))
        .map(({ unitId }) => unitId)
        .sort(compareText),
      people: addedPeople([...notes.map(({ people = {} }) => people), ...items.map(({ people }) => people)]),
      personal: personal
        .flatMap((survey) => survey.topics.filter(({ topic: name }) => isIt(name)))
        .reduce((sum, { people }) => sum + people, 0),
    };
  });
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
