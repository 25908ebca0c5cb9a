import { InvalidInputError } from '../errors.ts';
import type { ChatRequest, Provider } from '../types/call.ts';

type Lack = 'tools' | 'files' | 'objects';

/** What a request asks for and a provider cannot do; undefined: it can do all of it. */
export function lackOf(request: ChatRequest, { capabilities }: Provider): Lack | undefined {
  const { messages, tools, task, responseFormat } = request;
  if (tools && !capabilities.tools) return 'tools';
  if (!capabilities.files && messages.some(({ content }) => content.some(({ type }) => type === 'file')))
    return 'files';
  const does = task !== undefined && capabilities.tasks?.includes(task.name);
  return responseFormat && capabilities.objects === false && !does ? 'objects' : undefined;
}

const FIELD = { tools: 'tools', files: 'input', objects: 'provider' } as const;
const LACKS = {
  tools: 'has no tools',
  files: 'takes no files',
  objects: 'fills no schemas: use a language model',
} as const;

/** Throws InvalidInputError where no provider can do what is asked, before anything is sent. */
export function assertAble(request: ChatRequest, providers: readonly Provider[]): void {
  const lacks = providers.map((provider) => ({ name: provider.name, lack: lackOf(request, provider) }));
  const [first] = lacks;
  if (first?.lack === undefined || lacks.some(({ lack }) => lack === undefined)) return;
  const reasons = lacks.map(({ name, lack }) => `\`${name}\` ${lack && LACKS[lack]}`);
  throw new InvalidInputError(FIELD[first.lack], `cannot be served: ${reasons.join('; ')}`);
}
