import type { CallSettings } from '../call-options.ts';
import type { OpenScreening, ScreenMemory } from '../layers/screen.ts';
import { readMessages } from '../lib/messages.ts';
import type { Settings } from '../options.ts';
import { policyOfCall, type ToolLimits } from '../tools/policy.ts';
import type { ChatRequest, Handler, Provider } from '../types/call.ts';
import type { Activity } from './activity.ts';
import { Operation } from './operation.ts';
import { buildRequest } from './request.ts';

/** What one method call of the client works with. */
export interface CallContext<Own extends object = object> {
  readonly settings: Settings;
  readonly call: CallSettings<Own>;
  /** In the order in which they are asked. */
  readonly providers: readonly Provider[];
  readonly operation: Operation;
  readonly toolLimits: ToolLimits;
  /** Reads, checks and freezes an input. */
  readonly request: (input: unknown) => ChatRequest;
}

interface ContextParts<Own extends object> {
  readonly settings: Settings;
  readonly call: CallSettings<Own>;
  readonly screening: OpenScreening;
  /** Of the conversation that it belongs to. */
  readonly memory?: (() => ScreenMemory) | undefined;
  readonly handler: (operation: Operation) => Promise<Handler>;
  readonly activity: Activity;
}

export function callContext<Own extends object>(parts: ContextParts<Own>): CallContext<Own> {
  const { settings, call, screening, memory, handler, activity } = parts;
  const names = call.request.tools?.map(({ name }) => name) ?? [];
  const toolLimits = policyOfCall(settings.toolPolicy, call.toolPolicy, names);
  const operation = new Operation({
    clock: settings.clock,
    totalMs: settings.timeout.totalMs,
    readerMs: settings.timeout.readerMs,
    signal: call.signal,
    scope: call.scope,
    principal: call.principal,
    requestId: call.requestId,
    priority: call.priority,
    screening: screening(call.allow, memory),
    handler,
    forget: async (call) => settings.answers?.forget(call),
    emitter: (origin) => activity.emitter(origin),
    onBegin: (operation) => activity.begun(operation),
    onEnd: (operation) => activity.ended(operation),
  });
  const providers = settings.candidates.map(({ provider }) => provider);
  const request = (input: unknown) => buildRequest(readMessages(input, settings.sanitize), call, providers);
  return { settings, call, providers, operation, toolLimits, request };
}
