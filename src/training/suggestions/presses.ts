import { fact, press } from '../../chat/press.ts';

/** What was asked for by the word 意见建议 alone. */
export const giveSuggestion = press('suggestion.words', 'own');
export const askSuggestionAnswer = press('suggestion.ask-answer', 'own', { suggestion: fact.text });
export const giveSuggestionAnswer = press('suggestion.answer', 'final', { suggestion: fact.text });
