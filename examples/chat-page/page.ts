import { type Finding, type Message, SecureLLMClient } from 'secure-llm';
import { gatewayProvider } from 'secure-llm/gateway-client';
import { failureOf } from './failure.ts';
import { Hidden } from './marks.ts';
import { Answer, Mine } from './turn.ts';

const SLOW_MS = 8_000;

const byId = <Type extends HTMLElement>(id: string, type: new () => Type): Type => {
  const found = document.getElementById(id);
  if (found instanceof type) return found;
  throw new Error(`The page has no #${id}`);
};
const meta = (name: string): string => document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? '';

const log = byId('log', HTMLDivElement);
const text = byId('text', HTMLTextAreaElement);
const send = byId('send', HTMLButtonElement);
const stop = byId('stop', HTMLButtonElement);
const fresh = byId('fresh', HTMLButtonElement);
const empty = byId('empty', HTMLElement);
const status = byId('status', HTMLParagraphElement);
const offline = byId('offline', HTMLParagraphElement);

log.tabIndex = 0; // what scrolls must be in reach of the keyboard

const allowedHosts = meta('allowed-hosts').split(' ').filter(Boolean);

/** The server of the page knows who uses it, and says so to the gateway; the page only carries the token. */
async function askForToken({ signal }: { readonly signal: AbortSignal }) {
  const response = await fetch(new URL(meta('token-url'), location.href), { method: 'POST', signal });
  if (!response.ok) throw new Error('No token');
  return (await response.json()) as { readonly token: string; readonly expiresAt: number };
}

const client = new SecureLLMClient({
  provider: gatewayProvider({ url: new URL(meta('gateway-url'), location.href).href, token: askForToken }),
  // The gateway reads what is written here, and its findings count in what was written.
  sanitize: { unicode: false, injection: false, secrets: false, pii: false },
  output: { allowedHosts, pii: false },
  retry: { maxRetries: 1, maxRetryAfterMs: 2_000 },
});

const hidden = new Hidden();
let history: readonly Message[] = [];
let running: { stop: () => void } | undefined;

function say(words: string): void {
  status.textContent = words;
}

function show(node: Node): void {
  empty.hidden = true;
  fresh.hidden = false;
  log.append(node);
  log.scrollTop = log.scrollHeight;
}

/** The log follows what is written unless somebody has scrolled up to read. */
const follows = (): boolean => log.scrollHeight - log.scrollTop - log.clientHeight < 80;

function setRunning(next: typeof running): void {
  const hadFocus = document.activeElement === stop || document.activeElement === send;
  running = next;
  send.hidden = next !== undefined;
  stop.hidden = next === undefined;
  if (hadFocus) text.focus();
}

/** Asks with all that was said before, and shows the answer as it comes. */
async function ask(mine: Mine, answer = new Answer(hidden, allowedHosts)): Promise<void> {
  show(answer.node);
  say('Waiting for the answer');
  const messages: readonly Message[] = [...history, { role: 'user', content: mine.text }];
  const place = `messages[${messages.length - 1}].`;
  const stream = client.stream(messages);
  const findings: Finding[] = [];
  let wasStopped = false;
  setRunning({
    stop: () => {
      wasStopped = true;
      stream.abort();
    },
  });
  const slow = setTimeout(() => say('Still waiting for the answer'), SLOW_MS);
  let frame = 0;
  const render = () => {
    const follow = follows();
    answer.render();
    if (follow) log.scrollTop = log.scrollHeight;
  };
  try {
    for await (const event of stream) {
      if (event.type === 'start') byId('model', HTMLParagraphElement).textContent = event.model;
      else if (event.type === 'finding') findings.push(event.finding);
      else if (event.type === 'text-delta') {
        answer.text += event.text;
        cancelAnimationFrame(frame);
        frame = requestAnimationFrame(render);
      }
      if (event.type === 'finding')
        mine.found(
          findings.filter(({ path }) => path.startsWith(place)),
          hidden,
        );
    }
    cancelAnimationFrame(frame);
    finish(mine, answer, findings, false);
  } catch (error) {
    cancelAnimationFrame(frame);
    if (wasStopped) finish(mine, answer, findings, true);
    else fail(mine, answer, error);
  } finally {
    clearTimeout(slow);
    setRunning(undefined);
    if (follows()) log.scrollTop = log.scrollHeight;
  }
}

function finish(mine: Mine, answer: Answer, findings: readonly Finding[], wasStopped: boolean): void {
  const follow = follows();
  answer.end(findings, wasStopped);
  if (follow) log.scrollTop = log.scrollHeight;
  say(wasStopped ? 'Stopped' : 'The answer is complete');
  if (answer.text === '') return; // a turn without an answer is no part of the conversation
  history = [...history, { role: 'user', content: mine.text }, { role: 'assistant', content: answer.text }];
}

function fail(mine: Mine, answer: Answer, error: unknown): void {
  const failure = failureOf(error, answer.text !== '');
  const again = () => {
    if (running) return;
    answer.node.remove();
    text.focus();
    void ask(mine);
  };
  const edit = () => {
    answer.node.remove();
    mine.node.remove();
    text.value = mine.text;
    text.focus();
  };
  const wait = failure.retryAfterMs === undefined ? '' : ` Try again in ${Math.ceil(failure.retryAfterMs / 1_000)} s.`;
  answer.fail({ ...failure, help: failure.help + wait }, [
    ...(failure.mayRetry ? ([['Try again', again]] as const) : []),
    ...(failure.mayEdit ? ([['Change the message', edit]] as const) : []),
  ]);
  log.scrollTop = log.scrollHeight;
  say(`${failure.title}. ${failure.help}${wait}`);
}

function submit(given: string): void {
  if (running || given.trim() === '') return;
  const mine = new Mine(given.trim());
  text.value = '';
  show(mine.node);
  text.focus();
  void ask(mine);
}

byId('composer', HTMLFormElement).addEventListener('submit', (event) => {
  event.preventDefault();
  submit(text.value);
});
text.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  submit(text.value);
});
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') running?.stop();
});
stop.addEventListener('click', () => running?.stop());
fresh.addEventListener('click', () => {
  running?.stop();
  history = [];
  hidden.clear();
  log.replaceChildren();
  empty.hidden = false;
  fresh.hidden = true;
  say('A new chat');
  text.focus();
});
for (const idea of document.querySelectorAll('#ideas button'))
  idea.addEventListener('click', () =>
    submit(Array.from(idea.children, ({ textContent }) => textContent ?? '').join('\n\n')),
  );

const tellConnection = () => {
  offline.hidden = navigator.onLine;
};
addEventListener('online', tellConnection);
addEventListener('offline', tellConnection);
tellConnection();
text.focus();
