import { InvalidInputError } from '../errors.ts';
import type { Capabilities, ChatRequest, Provider, RequestOption } from '../types/call.ts';
import type { FilePart } from '../types/message.ts';

/** What a request asks for and a provider cannot do: the field that asks, and what is missing. */
interface Lack {
  readonly field: string;
  readonly what: string;
}

const OPTIONS: readonly RequestOption[] = ['temperature', 'topP', 'stopSequences', 'seed', 'toolChoice'];

/** What a request asks for and a provider cannot do; undefined: it can do all of it. */
export function lackOf(request: ChatRequest, { capabilities }: Provider): Lack | undefined {
  const { tools, task, responseFormat } = request;
  if (tools?.length && !capabilities.tools) return { field: 'tools', what: 'has no tools' };
  const option = OPTIONS.find((name) => request[name] !== undefined && capabilities.options?.includes(name) === false);
  if (option !== undefined) return { field: option, what: `takes no \`${option}\`` };
  const file = fileLack(request, capabilities);
  if (file) return file;
  const does = task !== undefined && capabilities.tasks?.includes(task.name);
  return responseFormat && capabilities.objects === false && !does
    ? { field: 'provider', what: 'fills no schemas: use a language model' }
    : undefined;
}

function fileLack({ messages }: ChatRequest, { files }: Capabilities): Lack | undefined {
  for (const [index, { content, path = `messages[${index}]` }] of messages.entries())
    for (const [position, part] of content.entries()) {
      if (part.type !== 'file') continue;
      const field = `${path}.content[${position}]`;
      if (!files) return { field, what: 'takes no files' };
      if (!takes(part, files))
        return { field, what: `takes no ${part.mediaType} ${wayOf(part)}${insteadOf(part, files)}` };
    }
  return undefined;
}

type Files = Exclude<Capabilities['files'], false>;

const takes = (file: FilePart, files: Files): boolean =>
  files[file.data instanceof URL ? 'urls' : 'bytes'].some((type) => matches(type, file.mediaType));

/** `image/*` stands for all images, and `*` with `/*` for any type. */
const matches = (type: string, mediaType: string): boolean =>
  type === '*/*' || (type.endsWith('/*') ? mediaType.startsWith(type.slice(0, -1)) : type === mediaType);

const wayOf = ({ data }: FilePart): string => (data instanceof URL ? 'by URL' : 'as bytes');

function insteadOf(file: FilePart, { bytes }: Files): string {
  if (file.data instanceof URL && bytes.some((type) => matches(type, file.mediaType))) return ': pass its bytes';
  return bytes.length > 0 ? `: it takes ${bytes.join(', ')}` : '';
}

/** Throws InvalidInputError where no provider can do what is asked, before anything is sent. */
export function assertAble(request: ChatRequest, providers: readonly Provider[]): void {
  const lacks = providers.map((provider) => ({ name: provider.name, lack: lackOf(request, provider) }));
  const [first] = lacks;
  if (first?.lack === undefined || lacks.some(({ lack }) => lack === undefined)) return;
  const reasons = lacks.map(({ name, lack }) => `\`${name}\` ${lack?.what}`);
  throw new InvalidInputError(first.lack.field, `cannot be served: ${reasons.join('; ')}`);
}
