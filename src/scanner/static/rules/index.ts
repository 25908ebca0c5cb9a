import type { StaticRule } from '../rule.ts';
import { agentLoop } from './agent-loop.ts';
import { answerLogged } from './answer-logged.ts';
import { baseUrlFromRequest } from './base-url-from-request.ts';
import { blocklist } from './blocklist.ts';
import { callByName } from './call-by-name.ts';
import { errorLeak } from './error-leak.ts';
import { evalAnswer } from './eval-answer.ts';
import { fetchAnswer } from './fetch-answer.ts';
import { fetchWithoutTimeout } from './fetch-without-timeout.ts';
import { fileAnswer } from './file-answer.ts';
import { htmlAnswer } from './html-answer.ts';
import { jsonAnswer } from './json-answer.ts';
import { keyFromRequest } from './key-from-request.ts';
import { keyInEnvFile } from './key-in-env-file.ts';
import { keyInSource } from './key-in-source.ts';
import { keyInUrl } from './key-in-url.ts';
import { keyLogged } from './key-logged.ts';
import { markdownAnswer } from './markdown-answer.ts';
import { modelCalledInBrowser } from './model-called-in-browser.ts';
import { modelUnpinned } from './model-unpinned.ts';
import { noMaxTokens } from './no-max-tokens.ts';
import { plainHttp } from './plain-http.ts';
import { promptLogged } from './prompt-logged.ts';
import { promptTracked } from './prompt-tracked.ts';
import { publicKeyName } from './public-key-name.ts';
import { sdkWithoutTimeout } from './sdk-without-timeout.ts';
import { secretDefault } from './secret-default.ts';
import { secretPrompt } from './secret-prompt.ts';
import { shellAnswer } from './shell-answer.ts';
import { shellTool } from './shell-tool.ts';
import { sqlAnswer } from './sql-answer.ts';
import { stackedRetries } from './stacked-retries.ts';
import { streamDisconnect } from './stream-disconnect.ts';
import { stripSymbols } from './strip-symbols.ts';
import { systemInput } from './system-input.ts';
import { tlsOff } from './tls-off.ts';
import { toolApproval } from './tool-approval.ts';
import { toolLookup } from './tool-lookup.ts';
import { unmarkedDocument } from './unmarked-document.ts';
import { vendorSdkInBrowser } from './vendor-sdk-in-browser.ts';

/** Every rule about files. */
export const STATIC_RULES: readonly StaticRule[] = [
  agentLoop,
  answerLogged,
  baseUrlFromRequest,
  blocklist,
  callByName,
  errorLeak,
  evalAnswer,
  fetchAnswer,
  fetchWithoutTimeout,
  fileAnswer,
  htmlAnswer,
  jsonAnswer,
  keyFromRequest,
  keyInEnvFile,
  keyInSource,
  keyInUrl,
  keyLogged,
  markdownAnswer,
  modelCalledInBrowser,
  modelUnpinned,
  noMaxTokens,
  plainHttp,
  promptLogged,
  promptTracked,
  publicKeyName,
  sdkWithoutTimeout,
  secretDefault,
  secretPrompt,
  shellAnswer,
  shellTool,
  sqlAnswer,
  stackedRetries,
  streamDisconnect,
  stripSymbols,
  systemInput,
  tlsOff,
  toolApproval,
  toolLookup,
  unmarkedDocument,
  vendorSdkInBrowser,
];
