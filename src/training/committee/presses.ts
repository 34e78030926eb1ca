import { fact, press } from '../../chat/press.ts';

// The preview of opening an election.
const opening = { classId: fact.text, posts: fact.text, nominatesUntil: fact.text, votesUntil: fact.text };
export const openElection = press('committee.open', 'final', opening);
export const dropOpening = press('committee.drop-opening', 'own', opening);

// Candidates.
const ofElection = { classId: fact.text, election: fact.number };
export const standAsk = press('committee.stand-ask', 'own', ofElection);
export const standFor = press('committee.stand', 'own', { ...ofElection, post: fact.text });
export const giveStatement = press('committee.statement', 'own', ofElection);
export const withdrawCandidacy = press('committee.withdraw', 'own', ofElection);
export const proposeAsk = press('committee.propose-ask', 'own', ofElection);
export const giveProposal = press('committee.propose', 'correctable', ofElection);
export const acceptProposal = press('committee.accept', 'own', ofElection);
export const declineProposal = press('committee.decline', 'own', ofElection);

/** A vote: what is chosen is sealed (docs/secret-ballots.md). */
export const castVote = press('committee.vote', 'final', {
  ...ofElection,
  /** The round of voting. */
  turn: fact.number,
  /** Its place among the posts of the round, from 1. */
  post: fact.number,
  sealed: fact.text,
});

// The result, and staff's steps.
export const confirmElection = press('committee.confirm', 'final', ofElection);
export const refuseElection = press('committee.refuse', 'own', ofElection);
export const giveElectionRefusal = press('committee.refusal', 'final', ofElection);
const cancelling = { ...ofElection, reason: fact.text };
export const cancelElection = press('committee.cancel', 'final', cancelling);
export const keepElection = press('committee.keep', 'own', cancelling);
export const sendElectionSheet = press('committee.sheet', 'own', ofElection);

// Study groups; `basis` names the roll they were made of.
const grouping = { classId: fact.text, count: fact.number, basis: fact.text };
export const confirmGroups = press('committee.group', 'final', grouping);
export const dropGroups = press('committee.drop-groups', 'own', grouping);
export const sendGroupSheet = press('committee.group-sheet', 'own', { classId: fact.text });

// The duty rota; `basis` names it as it was shown.
const rota = { classId: fact.text, fromOn: fact.text, untilOn: fact.text, basis: fact.text };
export const confirmRota = press('committee.rota', 'final', rota);
export const dropRota = press('committee.drop-rota', 'own', rota);
