export type { CallOptions } from './call-options.ts';
export { SecureLLMClient } from './client.ts';
export type { Conversation, ConversationHistory } from './conversations/conversation.ts';
export type { BranchOptions, ConversationOptions, TenantOptions } from './conversations/options.ts';
export * from './errors.ts';
export type { InputPolicies, OutputPolicies } from './guards/defaults.ts';
export { explain } from './guards/explain.ts';
export type { CustomGuard } from './guards/safeguards.ts';
export type { AuditRecord, AuditSink } from './layers/audit.ts';
export type { FenceMode } from './lib/fence.ts';
export type { ToolCall } from './lib/fold.ts';
export type { ActionTable, AllowEntry, Choice, OutputPolicy, Policy } from './lib/screening/policy.ts';
export type { Sighting } from './lib/screening/safeguard.ts';
export type { CountTokens } from './lib/token-counter.ts';
export type { BatchOptions, BatchProgress, BatchResult } from './operations/batch.ts';
export type { ChatStream } from './operations/chat-stream.ts';
export type { CheckResult } from './operations/check.ts';
export type { ChatResult, ChatStep } from './operations/conversation.ts';
export type { ClientEvent, EventName, Listener } from './operations/listeners.ts';
export type { ObjectOptions, ObjectResult } from './operations/object.ts';
export type { SentimentResult } from './operations/sentiment.ts';
export type { ClientStats } from './operations/stats.ts';
export type { SummaryResult } from './operations/summarize.ts';
export type { SentimentOptions, SummarizeOptions } from './operations/task-options.ts';
export {
  type AttemptOptions,
  type BreakerOptions,
  type BudgetOptions,
  type CacheOptions,
  type Candidate,
  DEFAULTS,
  type OutputOptions,
  presets,
  type RetryOptions,
  type SanitizeOptions,
  type SecureLLMClientOptions,
  type SharedThrottle,
  sharedThrottle,
  type ThrottleOptions,
  type TimeoutOptions,
} from './options.ts';
export { type PromptValue, prompt, trusted, untrusted } from './prompt.ts';
export { defineTask, type Task } from './tasks/define-task.ts';
export type { Sentiment, SentimentLabel } from './tasks/sentiment.ts';
export type { SummaryFormat } from './tasks/summarize.ts';
export type { ToolPolicy } from './tools/policy.ts';
export type { ToolResult } from './tools/run-tool.ts';
export { type Tool, type ToolContext, type ToolInput, type ToolOptions, type ToolSchema, tool } from './tools/tool.ts';
export type { AuditAnswer, AuditContent, AuditMessage, AuditPart } from './types/audit.ts';
export type * from './types/call.ts';
export type * from './types/client-event.ts';
export type { Clock } from './types/clock.ts';
export type * from './types/event.ts';
export type * from './types/guard.ts';
export type * from './types/ledger.ts';
export type * from './types/message.ts';
export type * from './types/price.ts';
export type * from './types/rate-limits.ts';
export type * from './types/schema.ts';
export type { ConversationStore, Store } from './types/store.ts';
export type * from './types/token-provider.ts';
export type * from './types/vault.ts';
