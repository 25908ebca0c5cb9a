export type { AccessToken, TokenProvider, TokenRequest } from '../types/token-provider.ts';
export { type AzureEntraOptions, azureEntra } from './azure-entra.ts';
export type { ClientAuthMethod, ClientOptions } from './client-authentication.ts';
export { type OAuth2Options, oauth2ClientCredentials } from './client-credentials.ts';
export {
  type GoogleServiceAccountKey,
  type GoogleServiceAccountOptions,
  googleServiceAccount,
} from './google-service-account.ts';
export type { ServerOptions, Told } from './options.ts';
export type { SigningAlgorithm } from './private-key.ts';
export { oauth2TokenExchange, type TokenExchangeOptions } from './token-exchange.ts';
