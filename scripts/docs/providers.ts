import { anthropic } from '../../src/providers/anthropic/index.ts';
import { google } from '../../src/providers/google/index.ts';
import { local } from '../../src/providers/local/index.ts';
import { azureOpenAI, openai } from '../../src/providers/openai/index.ts';
import type { Capabilities, Provider, RequestOption } from '../../src/types/call.ts';
import { COMPATIBLE_SERVERS } from '../../test/support/compatible-servers.ts';
import { between, table } from './between.ts';

const key = { apiKey: 'any', model: 'any' };

/** Every provider that is exported, as a reader would write it: a further one is a line here. */
const PROVIDERS: readonly (readonly [written: string, provider: Provider])[] = [
  ["`openai({ … })`, `api: 'chat'`", openai(key)],
  ["`openai({ … })`, `api: 'responses'`", openai({ ...key, api: 'responses' })],
  ["`azureOpenAI({ … })`, `api: 'chat'`", azureOpenAI({ ...key, resource: 'any' })],
  ["`azureOpenAI({ … })`, `api: 'responses'`", azureOpenAI({ ...key, resource: 'any', api: 'responses' })],
  ['`anthropic({ … })`', anthropic(key)],
  ['`google({ … })`', google(key)],
  ['`local()`', local()],
];

const OPTIONS: readonly RequestOption[] = ['temperature', 'topP', 'stopSequences', 'seed', 'toolChoice'];

/** docs/providers.md with what each provider can do, and what differs at compatible servers. */
export const withProviders = (markdown: string): string =>
  between(between(markdown, 'capabilities', capabilities()), 'compatible servers', compatibleServers());

const capabilities = (): string =>
  table(
    ['Provider', 'Name', 'Tools', 'Files as bytes', 'Files by URL', 'Objects', 'Options it lacks', 'Reports'],
    PROVIDERS.map(([written, { name, capabilities }]) => [written, `\`${name}\``, ...cells(capabilities)]),
  );

const cells = ({ tools, files, objects, options, reports = [], tasks = [] }: Capabilities): readonly string[] => [
  tools ? 'yes' : 'no',
  listed(files ? files.bytes : []),
  listed(files ? files.urls : []),
  objects || (tasks.length > 0 ? `tasks ${listed(tasks)}` : 'no'),
  listed(options ? OPTIONS.filter((option) => !options.includes(option)) : []),
  reports.length > 0 ? reports.join(', ') : '–',
];

const listed = (words: readonly string[]): string =>
  words.length > 0 ? words.map((word) => `\`${word}\``).join(', ') : '–';

const compatibleServers = (): string =>
  table(
    ['Server', '`baseURL`', 'What differs', 'Option that handles it'],
    COMPATIBLE_SERVERS.map(({ name, baseURL, differs, option }) => [name, `\`${baseURL}\``, differs, option]),
  );
