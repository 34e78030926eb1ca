/**
 * Hands things on together.
 * @param soon - calls back once no more are to be waited for
 * @param send - given all that came until then
 */
export function gathered<Thing>(
  soon: (callback: () => void) => unknown,
  send: (things: Thing[]) => void,
): (thing: Thing) => void {
  let waiting: Thing[] = [];
  return (thing) => {
    waiting.push(thing);
    if (waiting.length > 1) return;
    soon(() => {
      const things = waiting;
      waiting = [];
      send(things);
    });
  };
}
