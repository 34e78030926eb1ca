import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

const NEAR_BOTTOM_PX = 80;

/**
 * Keeps the newest message in sight, unless the reader has scrolled up to read older ones.
 * @param {unknown[]} changes - whatever may change the height of the content
 */
export function useStickyBottom(changes) {
  const scroller = useRef(/** @type {HTMLDivElement | null} */ (null));
  const sticky = useRef(true);
  const [atBottom, setAtBottom] = useState(true);

  const toBottom = () => {
    sticky.current = true;
    setAtBottom(true);
    if (scroller.current !== null) scroller.current.scrollTop = scroller.current.scrollHeight;
  };
  useLayoutEffect(() => {
    if (sticky.current) toBottom();
  }, changes);
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const onScroll = () => {
      sticky.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_BOTTOM_PX;
      setAtBottom(sticky.current);
    };
    // The box shrinks when the phone's keyboard opens or the draft grows.
    const resized = new ResizeObserver(() => {
      if (sticky.current) element.scrollTop = element.scrollHeight;
    });
    element.addEventListener('scroll', onScroll, { passive: true });
    resized.observe(element);
    return () => {
      element.removeEventListener('scroll', onScroll);
      resized.disconnect();
    };
  }, []);
  return { scroller, atBottom, toBottom };
}
