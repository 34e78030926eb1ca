/**
 * Runs inside the page: everything on the screen that is too faint (WCAG 2.2 AA: 4.5 to 1), too small to read (under 16 px) or
 * too small to hit (under 44 px high). Disabled controls may be faint; links inside a sentence may be low.
 * @returns {string[]} one line per fault
 */
(() => {
  const faults = [];
  const visible = (element) =>
    element.checkVisibility({ visibilityProperty: true }) && element.closest('.only-heard') === null;

  const parse = (color) => {
    const [red = 0, green = 0, blue = 0, alpha = 1] = color.match(/[\d.]+/g).map(Number);
    return { red, green, blue, alpha };
  };
  const luminance = ({ red, green, blue }) => {
    const [r, g, b] = [red, green, blue].map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const groundOf = (element) => {
    for (let at = element; at !== null; at = at.parentElement) {
      const ground = parse(getComputedStyle(at).backgroundColor);
      if (ground.alpha === 1) return ground;
    }
    return parse('rgb(255, 255, 255)');
  };
  const contrast = (element) => {
    const [dark, light] = [parse(getComputedStyle(element).color), groundOf(element)]
      .map(luminance)
      .sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };
  const nameOf = (element) =>
    `${element.tagName.toLowerCase()}.${element.className} “${element.textContent.trim().slice(0, 20)}”`;

  for (const element of document.body.querySelectorAll('*')) {
    const hasText = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim() !== '');
    if (!hasText || !visible(element)) continue;
    const sizePx = Number.parseFloat(getComputedStyle(element).fontSize);
    if (sizePx < 16) faults.push(`${nameOf(element)}: ${sizePx} px`);
    const ratio = contrast(element);
    if (ratio < 4.5 && element.closest(':disabled') === null)
      faults.push(`${nameOf(element)}: contrast ${ratio.toFixed(2)}`);
  }
  for (const element of document.body.querySelectorAll('button, a[href], input, select, textarea, summary')) {
    if (!visible(element) || element.matches('p a, li p a, .markdown a')) continue;
    const target = element.closest('label') ?? element;
    const { height } = target.getBoundingClientRect();
    if (height < 44) faults.push(`${nameOf(target)}: ${height} px high`);
  }
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth > clientWidth) faults.push(`the page is ${scrollWidth} px wide on a screen of ${clientWidth} px`);
  return faults;
})();
