import { type Browser, chromium } from 'playwright-core';

/** Debian's Chromium, or the one `CHROMIUM` names. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    // Chromium refuses its own sandbox to root, who runs the checks in containers.
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
}
