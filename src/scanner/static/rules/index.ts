import type { StaticRule } from '../rule.ts';
import { vendorSdkInBrowser } from './vendor-sdk-in-browser.ts';

/** Every rule about files. */
export const STATIC_RULES: readonly StaticRule[] = [vendorSdkInBrowser];
