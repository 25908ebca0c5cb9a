/** The events of an answer, as its `data:` lines hold them; the `[DONE]` of OpenAI is none. */
export const eventsOf = async (response: Response): Promise<readonly Record<string, unknown>[]> =>
  (await response.text())
    .split('\n\n')
    .filter((frame) => frame !== '' && frame !== 'data: [DONE]')
    .map((frame) => JSON.parse(frame.replace(/^data: /, '')));
