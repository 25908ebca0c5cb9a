/** Longer tokens are refused before anything reads them. In characters, all of them ASCII. */
export const MAX_TOKEN = 8_192;
