const SLICE = 0x8000; // arguments of one call; engines differ in how many they take

/** Standard base64 with padding, on every runtime that has `btoa`. */
export function base64(bytes: Uint8Array): string {
  let binary = '';
  for (let start = 0; start < bytes.length; start += SLICE)
    binary += String.fromCharCode(...bytes.subarray(start, start + SLICE));
  return btoa(binary);
}

/** What standard base64 stands for; undefined for a text that is none. */
export function bytesOf(base64: string): Uint8Array | undefined {
  try {
    const binary = atob(base64);
    const bytes = new Uint8Array(binary.length);
    for (let index = 0; index < binary.length; index += 1) bytes[index] = binary.charCodeAt(index);
    return bytes;
  } catch {
    return undefined; // the message of a DOMException is the engine's
  }
}
