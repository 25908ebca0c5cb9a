export * from '../gateway/index.ts';
export { type NodeHandler, toNodeHandler } from './gateway/handler.ts';
