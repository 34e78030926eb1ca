import { fact, press } from '../../chat/press.ts';

/** What was asked for by the word 意见建议 alone. */
export const giveSuggestion = press('suggestion.words');
export const askSuggestionAnswer = press('suggestion.ask-answer', { suggestion: fact.text });
export const giveSuggestionAnswer = press('suggestion.answer', { suggestion: fact.text });
