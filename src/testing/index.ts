export { mock, type OpenAIMock, type OpenAIMockOptions } from './mock-openai.ts';
export {
  type AnswerDetails,
  type ChatCompletionBody,
  chunks,
  completion,
  errorBody,
  type MockToolCall,
} from './openai-dialect.ts';
export type { Answer, Malformation, StatusOptions, StreamOptions, ToolCallOptions } from './openai-replies.ts';
export { type ScriptedOptions, type ScriptedProvider, type Step, scripted } from './scripted.ts';
export { end, type Stall, stall, text, toolCall } from './steps.ts';
