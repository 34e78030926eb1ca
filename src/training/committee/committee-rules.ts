import { z } from 'zod';
import { ruleClock, ruleLabel, rulePositive, ruleShare } from '../../county/rule-shapes.ts';

/** The class committee (班委): its posts, and how it is elected. @see docs/rules.md, Class committee */
export const committeeRules = z.strictObject({
  /** In the order in which they are voted on. */
  posts: z.array(ruleLabel).min(1).max(6),
  /** Where nothing else is said, people put themselves forward until so many working days after the opening, then vote for as many. */
  nominationWorkingDays: rulePositive,
  votingWorkingDays: rulePositive,
  /** The time of day at which these end. */
  byClock: ruleClock,
  statementCharacters: rulePositive,
  /** With fewer who may vote, each could work out what the others chose: the class proposes by show of hands instead. */
  leastVoters: z.int().min(3).max(50),
  /** The share of those who may vote that must vote, so that a vote counts. */
  quorum: ruleShare,
  /** Elected is who has more than this share of the ballots. */
  majority: ruleShare,
  /** Where nobody has it, so many are voted on again; in the last round the most votes decide. */
  runOffCandidates: z.int().min(2).max(6),
  mostRounds: z.int().min(1).max(3),
});
export type CommitteeRules = z.infer<typeof committeeRules>;
