import type { PublicPage } from './route.ts';
import type { Running } from './running.ts';

/** A page that no document lists. */
export type Probe = Pick<PublicPage, 'path' | 'answer'>;

/** What the machinery around a gateway asks. Nobody is let in by these, none is counted, and no page reads them. */
export const probes = (running: Running, metrics: (() => string) | undefined): readonly Probe[] => [
  { path: '/healthz', answer: () => text('ok', 200) },
  { path: '/readyz', answer: () => (running.isClosing ? text('closing', 503) : text('ok', 200)) },
  ...(metrics ? [{ path: '/metrics', answer: () => text(metrics(), 200, '; version=0.0.4') }] : []),
];

const text = (body: string, status: number, parameters = ''): Response =>
  new Response(body, { status, headers: { 'content-type': `text/plain${parameters}; charset=utf-8` } });
