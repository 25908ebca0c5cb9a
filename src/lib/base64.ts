const SLICE = 0x8000; // arguments of one call; engines differ in how many they take

/** Standard base64 with padding, on every runtime that has `btoa`. */
export function base64(bytes: Uint8Array): string {
  let binary = '';
  for (let start = 0; start < bytes.length; start += SLICE)
    binary += String.fromCharCode(...bytes.subarray(start, start + SLICE));
  return btoa(binary);
}
