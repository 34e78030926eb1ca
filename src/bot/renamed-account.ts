import { text } from '../chat/message.ts';
import type { Renamed } from '../chat/update.ts';
import { contactWords } from '../county/contacts-words.ts';
import { systemAdmins } from '../county/system-admins.ts';
import type { Log } from '../log.ts';
import type { ContextDependencies } from './context.ts';

/**
 * Enters the new id of an account that a platform renamed, so that its owner is recognised by it. May run again for the same update. If the
 * new id already belongs to somebody else, nothing is changed and the system admins are told.
 */
export async function renameAccount(update: Renamed, dependencies: ContextDependencies, log: Log): Promise<void> {
  const { store, outbox, admins } = dependencies;
  const { from, to } = update;
  const [person, holder] = await Promise.all([
    store.cadres.byIdentity(from),
    store.cadres.byIdentity({ platform: from.platform, userId: to }),
  ]);
  if (person === null) {
    log.info(
      { update: update.id, isKnown: holder !== null },
      'an account was given another id; nobody has the old one',
    );
    return;
  }
  if (holder !== null) {
    const message = text(contactWords.renameConflict(from.platform, person.name, to, holder.name));
    const told = await systemAdmins(store, admins);
    await outbox.add(told.map((cadreId) => ({ cadreId, message, key: `renamed-account:${update.id}:${cadreId}` })));
    return;
  }
  const { platform, userId } = from;
  const change = { cadreId: person._id, platform, from: userId, to, at: new Date(update.at) };
  await store.accountChanges.add({ _id: update.id, ...change });
  await store.cadres.moveAccount(change);
}
