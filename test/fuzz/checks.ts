import { deserialize, serialize } from 'bson';
import type { Received } from '../../src/chat/platform.ts';
import type { PlatformName, Update } from '../../src/chat/update.ts';

/** What may never be wrong with an answer to a callback, whatever the callback was. @throws Error saying what is */
export function checkReceived(received: Received, platform: PlatformName): void {
  if (received.kind === 'refused') {
    must(received.why !== '', 'a refusal says why');
    return;
  }
  const { status, body } = received.answer;
  must(status === 200 && typeof body === 'string', `what is not refused is answered 200, not ${status}`);
  for (const update of updatesOf(received)) checkUpdate(update, platform);
}

export function updatesOf(received: Received): readonly Update[] {
  if (received.kind === 'update') return [received.update];
  return received.kind === 'updates' ? received.updates : [];
}

/** An update must name one person and one happening, and come out of the store as it went in. */
export function checkUpdate(update: Update, platform: PlatformName): void {
  const { id, from, at } = update;
  must(
    id.startsWith(`${platform}:`) && id.length <= 256,
    `an id of the platform's, not ${JSON.stringify(id.slice(0, 80))}`,
  );
  must(from.platform === platform, `a person of ${platform}`);
  if (update.kind === 'set-aside') must(update.why !== '', 'what is set aside says why');
  else must(/^[^\s]{1,64}$/u.test(from.userId), `one person, not ${JSON.stringify(from)}`);
  must(Number.isFinite(at), `a time, not ${at}`);
  if (update.kind === 'said') must(typeof update.text === 'string', 'words');
  if (update.kind === 'pressed')
    must(
      update.choices.every((choice) => typeof choice === 'string'),
      'choices',
    );
  const stored = deserialize(serialize({ update })).update as Update;
  must(JSON.stringify(stored) === whole(update), 'what is stored is what came');
}

/** As JSON in which half a character, which JSON can carry and UTF-8 cannot, stands as the store keeps it: U+FFFD. */
function whole(update: Update): string {
  return JSON.stringify(update, (_, value: unknown) =>
    typeof value === 'string' ? Buffer.from(value).toString() : value,
  );
}

/** No case may reach the prototype that all objects share. */
export function checkPrototypes(): void {
  must(Object.keys(Object.prototype).length === 0 && !('a' in {}), 'prototypes are untouched');
}

function must(holds: boolean, promise: string): void {
  if (!holds) throw new Error(promise);
}
