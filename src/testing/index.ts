export type { AnswerDetails, MockToolCall } from './dialects/dialect.ts';
export {
  expectNoPersonalData,
  type PersonalDataOptions,
  PersonalDataSentError,
  type SentPersonalData,
} from './expect-no-personal-data.ts';
export { type Mock, type MockOptions, type MockRequest, mock } from './mock.ts';
export type { Answer, Malformation, StatusOptions, StreamOptions, ToolOptions } from './replies.ts';
export { type ScriptedOptions, type ScriptedProvider, type Step, scripted } from './scripted.ts';
export { type SentRequest, sentText } from './sent.ts';
export { end, type Stall, stall, text, toolCall } from './steps.ts';
