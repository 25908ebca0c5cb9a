import type { StaticRule } from '../rule.ts';
import { agentLoop } from './agent-loop.ts';
import { answerLogged } from './answer-logged.ts';
import { baseUrlFromRequest } from './base-url-from-request.ts';
import { blocklist } from './blocklist.ts';
import { callByName } from './call-by-name.ts';
import { ciActionUnpinned } from './ci-action-unpinned.ts';
import { ciEventInShell } from './ci-event-in-shell.ts';
import { ciPullRequestTarget } from './ci-pull-request-target.ts';
import { ciSecretPrinted } from './ci-secret-printed.ts';
import { corsAnyOrigin } from './cors-any-origin.ts';
import { debugOn } from './debug-on.ts';
import { dockerEnvFile } from './docker-env-file.ts';
import { dockerLatest } from './docker-latest.ts';
import { dockerRoot } from './docker-root.ts';
import { dockerSecret } from './docker-secret.ts';
import { errorLeak } from './error-leak.ts';
import { evalAnswer } from './eval-answer.ts';
import { fetchAnswer } from './fetch-answer.ts';
import { fetchWithoutTimeout } from './fetch-without-timeout.ts';
import { fileAnswer } from './file-answer.ts';
import { forwardedForTrusted } from './forwarded-for-trusted.ts';
import { getRouteAsksModel } from './get-route-asks-model.ts';
import { htmlAnswer } from './html-answer.ts';
import { installScriptFromNetwork } from './install-script-from-network.ts';
import { jsonAnswer } from './json-answer.ts';
import { jwtAlgorithms } from './jwt-algorithms.ts';
import { jwtDecoded } from './jwt-decoded.ts';
import { keyFromRequest } from './key-from-request.ts';
import { keyInClientConfig } from './key-in-client-config.ts';
import { keyInEnvFile } from './key-in-env-file.ts';
import { keyInSource } from './key-in-source.ts';
import { keyInUrl } from './key-in-url.ts';
import { keyLogged } from './key-logged.ts';
import { markdownAnswer } from './markdown-answer.ts';
import { modelCalledInBrowser } from './model-called-in-browser.ts';
import { modelUnpinned } from './model-unpinned.ts';
import { noBodyLimit } from './no-body-limit.ts';
import { noMaxTokens } from './no-max-tokens.ts';
import { openRoute } from './open-route.ts';
import { ownFenceOff } from './own-fence-off.ts';
import { ownGatewayOpen } from './own-gateway-open.ts';
import { ownGuardOff } from './own-guard-off.ts';
import { ownLimitsOff } from './own-limits-off.ts';
import { ownPlainHTTP } from './own-plain-http.ts';
import { ownReportMode } from './own-report-mode.ts';
import { plainHttp } from './plain-http.ts';
import { promptLogged } from './prompt-logged.ts';
import { promptTracked } from './prompt-tracked.ts';
import { publicKeyName } from './public-key-name.ts';
import { rateLimitInMemory } from './rate-limit-in-memory.ts';
import { routeWithoutRateLimit } from './route-without-rate-limit.ts';
import { scriptWithoutIntegrity } from './script-without-integrity.ts';
import { sdkUnpinned } from './sdk-unpinned.ts';
import { sdkWithoutTimeout } from './sdk-without-timeout.ts';
import { secretCompared } from './secret-compared.ts';
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
  ciActionUnpinned,
  ciEventInShell,
  ciPullRequestTarget,
  ciSecretPrinted,
  corsAnyOrigin,
  debugOn,
  dockerEnvFile,
  dockerLatest,
  dockerRoot,
  dockerSecret,
  errorLeak,
  evalAnswer,
  fetchAnswer,
  fetchWithoutTimeout,
  fileAnswer,
  forwardedForTrusted,
  getRouteAsksModel,
  htmlAnswer,
  installScriptFromNetwork,
  jsonAnswer,
  jwtAlgorithms,
  jwtDecoded,
  keyFromRequest,
  keyInClientConfig,
  keyInEnvFile,
  keyInSource,
  keyInUrl,
  keyLogged,
  markdownAnswer,
  modelCalledInBrowser,
  modelUnpinned,
  noBodyLimit,
  noMaxTokens,
  openRoute,
  ownFenceOff,
  ownGatewayOpen,
  ownGuardOff,
  ownLimitsOff,
  ownPlainHTTP,
  ownReportMode,
  plainHttp,
  promptLogged,
  promptTracked,
  publicKeyName,
  rateLimitInMemory,
  routeWithoutRateLimit,
  scriptWithoutIntegrity,
  sdkUnpinned,
  sdkWithoutTimeout,
  secretCompared,
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
