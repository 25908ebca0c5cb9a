/**
 * What a tool answered as a text: a string as it is, anything else as JSON, at most `maxChars` UTF-16 units of it. Throws
 * what the value throws, and TypeError for one that JSON cannot hold.
 */
export function outputText(value: unknown, maxChars: number): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'null');
  if (text.length <= maxChars) return text;
  const end = isHighSurrogate(text.charCodeAt(maxChars - 1)) ? maxChars - 1 : maxChars;
  return `${text.slice(0, end)}\n[Cut off: this is ${end} of ${text.length} characters.]`;
}

const isHighSurrogate = (code: number): boolean => code >= 0xd800 && code <= 0xdbff;
