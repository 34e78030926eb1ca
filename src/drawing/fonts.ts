import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

/** The name the two fonts give themselves. */
export const FONT_FAMILY = 'Noto Sans S Chinese';

/**
 * The fonts that come with the product, regular and bold: every character of GB 18030's first two planes that names use, the rare ones of
 * the official table among them, so that no machine's own fonts are needed and a picture is the same everywhere.
 */
export function fontFiles(): { regular: string; bold: string } {
  const require = createRequire(import.meta.url);
  const entry = require.resolve('@embedpdf/fonts-sc');
  const file = (name: string) => fileURLToPath(new URL(`../fonts/NotoSansHans-${name}.otf`, `file://${entry}`));
  return { regular: file('Regular'), bold: file('Bold') };
}
