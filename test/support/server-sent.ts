/** The events of an answer, as its `data:` lines hold them. */
export const eventsOf = async (response: Response): Promise<readonly Record<string, unknown>[]> =>
  (await response.text())
    .split('\n\n')
    .filter((frame) => frame !== '')
    .map((frame) => JSON.parse(frame.replace(/^data: /, '')));
