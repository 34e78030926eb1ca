import type { RulePack } from './rule-pack.ts';

/** 组织需求, 岗位需求, 个人需求: kept apart, then weighed against each other. */
const NEED_KINDS = ['org', 'post', 'personal'] as const;
export type NeedKind = (typeof NEED_KINDS)[number];

/** So many people need this topic, from one kind of source. */
export interface TrainingNeed {
  topic: string;
  kind: NeedKind;
  people: number;
}

/** One topic of the training menu (培训“菜单”). */
export interface MenuTopic {
  topic: string;
  /** 0 to 10,000: what the topic gathers of all weight, in hundredths of a percent, rounded down per kind. */
  weight: number;
  people: Readonly<Record<NeedKind, number>>;
  reason: string;
}

const KIND_LABELS: Readonly<Record<NeedKind, string>> = { org: '组织需求', post: '岗位需求', personal: '个人需求' };

/**
 * Merges the needs into a menu, weightiest topic first, equal ones by name. Each kind gives its weight (4:3:3) whole, shared out by
 * the people its topics count, so that many questionnaires do not drown what the organisation needs. A kind without any need
 * gives nothing.
 * @see domain.md 4.2
 */
export function weighNeeds(needs: readonly TrainingNeed[], pack: RulePack): MenuTopic[] {
  const { needWeights } = pack.survey;
  const allWeight = NEED_KINDS.reduce((sum, kind) => sum + needWeights[kind], 0);
  const peopleOf = (kind: NeedKind, topic?: string) =>
    needs
      .filter((need) => need.kind === kind && (topic === undefined || need.topic === topic))
      .reduce((sum, need) => sum + need.people, 0);
  const topics = [...new Set(needs.map((need) => need.topic))].map((topic): MenuTopic => {
    const people = {
      org: peopleOf('org', topic),
      post: peopleOf('post', topic),
      personal: peopleOf('personal', topic),
    };
    const weight = NEED_KINDS.reduce((sum, kind) => {
      const all = peopleOf(kind);
      return all === 0 ? sum : sum + Math.floor((needWeights[kind] * people[kind] * 10_000) / (allWeight * all));
    }, 0);
    const sources = NEED_KINDS.filter((kind) => people[kind] > 0).map(
      (kind) => `${KIND_LABELS[kind]}${people[kind]}人次`,
    );
    return { topic, weight, people, reason: `${sources.join('、')}，综合权重${weight / 100}%。` };
  });
  return topics.sort((a, b) => b.weight - a.weight || (a.topic < b.topic ? -1 : 1));
}
