import { secrets } from '../../guards/secrets.ts';
import { isRecord } from '../../lib/json.ts';

/**
 * Plain data with every credential in its texts replaced: names of files, messages and reasons may hold one. The last
 * step before a report leaves, whatever rules, probes and checks wrote into it. Keys of objects stay.
 */
export function withoutSecrets<Data>(data: Data): Data {
  if (typeof data === 'string') return redacted(data) as Data;
  if (Array.isArray(data)) return data.map(withoutSecrets) as Data;
  if (!isRecord(data)) return data;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, withoutSecrets(value)])) as Data;
}

function redacted(text: string): string {
  let clean = '';
  let from = 0;
  for (const { start, end } of secrets.scan(text)) {
    clean += `${text.slice(from, start)}[secret]`;
    from = end;
  }
  return clean + text.slice(from);
}
