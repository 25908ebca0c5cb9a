export { gatewayProvider } from './gateway-provider.ts';
export type { BrowserToken, GatewayProviderOptions } from './options.ts';
