import { fact, press } from '../../chat/press.ts';

const years = { fromYear: fact.text, toYear: fact.text };
/** The figures behind which there is a list, and the one that was chosen. */
export const listFigures = press('statistics.list', 'own', years);
export const openFigure = press('statistics.open', 'own', years);
export const sendStatistics = press('statistics.sheet', 'own', years);
/** The list behind one figure, for a page. */
export const sendFigure = press('statistics.figure', 'own', { ...years, figure: fact.text });
export const drawStatistics = press('statistics.picture', 'own', years);
