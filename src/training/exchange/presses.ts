import { fact, press } from '../../chat/press.ts';

// Pairs that were proposed and are shown.
const ofProposal = { proposal: fact.text };
export const askPairUnits = press('exchange.ask-units', 'final', ofProposal);
export const dropPairs = press('exchange.drop', 'own', ofProposal);
export const sendProposedPairs = press('exchange.proposal-sheet', 'own', ofProposal);

// What a unit says about its part in them.
const ofUnit = { ...ofProposal, unitId: fact.text };
export const agreeToPairs = press('exchange.agree', 'correctable', ofUnit);
export const askPairRefusal = press('exchange.ask-refusal', 'own', ofUnit);
export const choosePairsRefused = press('exchange.choose-refused', 'own', ofUnit);
/** `pairs`: their numbers, joined by commas. */
export const givePairRefusal = press('exchange.refuse', 'correctable', { ...ofUnit, pairs: fact.text });

// Changes of a pair.
const change = { pair: fact.text, how: fact.oneOf(['period', 'person', 'cancel']), to: fact.text };
export const confirmPairChange = press('exchange.change', 'final', change);
export const leavePair = press('exchange.leave', 'own', change);
export const undoPairStep = press('exchange.undo', 'correctable', {
  pair: fact.text,
  update: fact.text,
  at: fact.text,
});

export const sendPairs = press('exchange.list-sheet', 'own', { year: fact.text });
export const sendPairLog = press('exchange.log-sheet', 'own', { pair: fact.text });

/** What was asked for by a word such as 跟班日志 alone, or by a reminder. */
export const giveExchangeNote = press('exchange.note', 'own', { writing: fact.oneOf(['day', 'week', 'summary']) });
export const askExchangeNote = press('exchange.ask-note', 'own', { writing: fact.oneOf(['day', 'week', 'summary']) });

// The rating of the host, item by item on one card; `points`: those given so far, joined by `-`.
const ofRating = { pair: fact.text, cadreId: fact.text };
export const rateAllBest = press('exchange.rate-best', 'correctable', ofRating);
export const rateItem = press('exchange.rate-item', 'own', { ...ofRating, points: fact.text });
export const submitRating = press('exchange.rate', 'correctable', { ...ofRating, points: fact.text });
