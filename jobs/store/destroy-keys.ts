import { sealedChoiceWords } from '../../src/store/sealed-choice-words.ts';
import type { Job } from '../job.ts';

/** Destroys the keys of what was chosen in secret some hours ago: from then on nobody opens it, wherever a copy of it lies. */
export const destroyKeys: Job = {
  name: 'destroy-keys',
  about: sealedChoiceWords.about,
  schedule: { everyMinutes: 60, atMinute: 43 },
  usefulForMinutes: 60,
  plan: () => Promise.resolve([]),
  async effect({ store, now }) {
    await store.receipts.destroyOldKeys(now);
  },
};
