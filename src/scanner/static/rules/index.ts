import type { StaticRule } from '../rule.ts';
import { baseUrlFromRequest } from './base-url-from-request.ts';
import { fetchWithoutTimeout } from './fetch-without-timeout.ts';
import { keyFromRequest } from './key-from-request.ts';
import { keyInEnvFile } from './key-in-env-file.ts';
import { keyInSource } from './key-in-source.ts';
import { keyInUrl } from './key-in-url.ts';
import { keyLogged } from './key-logged.ts';
import { modelCalledInBrowser } from './model-called-in-browser.ts';
import { modelUnpinned } from './model-unpinned.ts';
import { noMaxTokens } from './no-max-tokens.ts';
import { plainHttp } from './plain-http.ts';
import { publicKeyName } from './public-key-name.ts';
import { sdkWithoutTimeout } from './sdk-without-timeout.ts';
import { secretDefault } from './secret-default.ts';
import { stackedRetries } from './stacked-retries.ts';
import { tlsOff } from './tls-off.ts';
import { vendorSdkInBrowser } from './vendor-sdk-in-browser.ts';

/** Every rule about files. */
export const STATIC_RULES: readonly StaticRule[] = [
  baseUrlFromRequest,
  fetchWithoutTimeout,
  keyFromRequest,
  keyInEnvFile,
  keyInSource,
  keyInUrl,
  keyLogged,
  modelCalledInBrowser,
  modelUnpinned,
  noMaxTokens,
  plainHttp,
  publicKeyName,
  sdkWithoutTimeout,
  secretDefault,
  stackedRetries,
  tlsOff,
  vendorSdkInBrowser,
];
