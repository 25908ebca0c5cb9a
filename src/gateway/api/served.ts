import type { ServedModel, Visit } from '../route.ts';

/** The options of a call to the client of a served model. */
export const callOptionsOf = ({ callOptions }: Visit, { model }: ServedModel) => ({
  ...callOptions,
  ...(model !== undefined && { model }),
});
