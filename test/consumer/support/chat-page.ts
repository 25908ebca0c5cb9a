import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { openPlayground } from '../../../src/cli/serve/playground.ts';
import { SecureLLMClient } from '../../../src/client.ts';
import { type GatewayOptions, gateway } from '../../../src/gateway/index.ts';
import { toNodeHandler } from '../../../src/node/gateway.ts';
import type { Provider } from '../../../src/types/call.ts';

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];

export const launch = (): Promise<Browser> => chromium.launch({ executablePath: '/usr/bin/chromium', args: FLAGS });

export interface Served {
  readonly url: string;
  /** Paths that were asked for. */
  readonly asked: string[];
  readonly close: () => Promise<void>;
}

/** The playground in front of a gateway over `provider`, as `secure-llm serve --playground` has it. */
export async function servePage(provider: Provider, options: Partial<GatewayOptions> = {}): Promise<Served> {
  const playground = await openPlayground({ host: '127.0.0.1', port: 0, isLocal: true });
  const client = new SecureLLMClient({ provider, retry: { maxRetries: 0 } });
  const own = gateway(playground.letIn({ client, auth: async () => undefined, ...options }));
  return listen(playground.before(toNodeHandler(own), own));
}

export async function listen(handler: RequestListener): Promise<Served> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    handler(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    async close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** A page, and what went wrong in it: exceptions and broken rules of its content security policy. */
export async function openPage(browser: Browser, url: string, options: BrowserContextOptions = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', ({ message }) => problems.push(message));
  page.on('console', (message) => {
    if (/content security policy|trusted type/i.test(message.text())) problems.push(message.text());
  });
  await page.goto(url);
  return { page, problems };
}

/** Writes a message and sends it by the keyboard alone. */
export async function say(page: Page, text: string): Promise<void> {
  await page.getByLabel('Your message').fill(text);
  await page.keyboard.press('Enter');
}
