import { fact, press } from '../../chat/press.ts';

// The preview of a sheet of field sites. `file` is kept, `form` its extension.
// `basis`: how its records stood when it was shown, at `shownAt` (milliseconds); absent on cards of earlier versions.
const shown = { basis: fact.text.optional(), shownAt: fact.number.optional() };
const sent = { file: fact.text, form: fact.oneOf(['xlsx', 'csv']), ...shown };
export const importSites = press('field-site.import', 'correctable', sent);
export const dropSites = press('field-site.drop', 'own', sent);
export const undoSites = press('field-site.undo-import', 'correctable', { update: fact.text, at: fact.text });
export const undoSite = press('field-site.undo', 'correctable', { site: fact.text, update: fact.text, at: fact.text });
export const sendSites = press('field-site.sheet', 'own');

// The preview of a study route: the sites in the order given, joined by 、.
const route = { name: fact.text, sites: fact.text, dateOn: fact.text, people: fact.number };
export const keepRoute = press('study-route.keep', 'correctable', route);
export const dropRoute = press('study-route.drop', 'own', route);
