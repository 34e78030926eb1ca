/** Works something out once for each object that is never changed, such as a scheme; it is forgotten with the object. */
export function oncePer<Given extends object, Found extends object>(find: (given: Given) => Found) {
  const known = new WeakMap<Given, Found>();
  return (given: Given): Found => {
    const before = known.get(given);
    if (before !== undefined) return before;
    const found = find(given);
    known.set(given, found);
    return found;
  };
}
