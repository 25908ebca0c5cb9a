import type { PublicPage, Route } from '../route.ts';
import { openApiDocument } from './document.ts';

/** `GET /openapi.json`: what can be asked here, for anybody. */
export function openApi(routes: readonly Route[]): PublicPage {
  let text: string | undefined; // made once
  const page: PublicPage = {
    path: '/openapi.json',
    doc: { id: 'openapi', summary: 'This document', type: 'application/json' },
    answer() {
      text ??= JSON.stringify(openApiDocument(routes, [page]));
      return new Response(text, { headers: { 'content-type': 'application/json' } });
    },
  };
  return page;
}
