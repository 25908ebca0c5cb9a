export { type ConnectionInfo, type Gateway, gateway } from './gateway.ts';
export type { CorsOptions } from './http/cors.ts';
export type { ServedModels } from './models.ts';
export type { GatewayOptions } from './options.ts';
export type { Allotment, Authenticator, Principal, Rates, Scope } from './principal.ts';
export type { GatewayAudit, GatewayRecord } from './record.ts';
