import type { CadreRow } from '../../county/cadres.ts';

/** Who may guide somebody in a unit: its people, its head, and whom each of them guides already. */
interface MentorFacts {
  people: readonly Pick<CadreRow, '_id' | 'leadershipTeam'>[];
  headId: string | undefined;
  /** How many each guides in the same proposal. */
  guided: ReadonlyMap<string, number>;
  /** The people who change places, who guide nobody. */
  away: ReadonlySet<string>;
}

/**
 * Who is proposed as mentor: of the leadership team whoever guides fewest, the head last because of their other work; the unit names another by
 * one line.
 * @returns `undefined` for a unit of which the base knows neither
 */
export function mentorIn({ people, headId, guided, away }: MentorFacts): string | undefined {
  const able = people.filter(({ _id, leadershipTeam }) => (leadershipTeam || _id === headId) && !away.has(_id));
  const load = (id: string) => guided.get(id) ?? 0;
  const [first] = [...able].sort(
    (a, b) =>
      Number(a._id === headId) - Number(b._id === headId) || load(a._id) - load(b._id) || (a._id < b._id ? -1 : 1),
  );
  return first?._id;
}
