/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe } from 'vitest';

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Opens a page; what goes wrong in it, and every request beyond this machine, fails the test that looks at `troubles`. */
export type OpenPage = (url: string, options?: BrowserContextOptions) => Promise<OpenedPage>;

export interface OpenedPage {
  readonly page: Page;
  /** Errors of its scripts and on its console, and requests to other machines. */
  readonly troubles: readonly string[];
}

/**
 * Tests in Debian's Chromium, or the one that the variable CHROMIUM names. They are skipped where there is none, but not if CI
 * is set.
 */
export function inChromium(name: string, define: (open: OpenPage) => void): void {
  describe.skipIf(!existsSync(executablePath) && process.env.CI === undefined)(name, { retry: 1 }, () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await chromium.launch({ executablePath, args });
    });
    afterAll(() => browser?.close());
    define(async (url, options = {}) => {
      const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, ...options });
      const page = await context.newPage();
      const troubles: string[] = [];
      page.on('pageerror', ({ message }) => troubles.push(message));
      page.on('console', (message) => {
        if (message.type() === 'error') troubles.push(message.text());
      });
      page.on('request', (request) => {
        const { protocol, hostname } = new URL(request.url());
        if (protocol.startsWith('http') && hostname !== '127.0.0.1') troubles.push(`request to ${request.url()}`);
      });
      await page.goto(url);
      return { page, troubles };
    });
  });
}
