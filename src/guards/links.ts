import type { StreamGuard } from '../types/guard.ts';
import { hostList } from './links/hosts.ts';
import { inert } from './links/inert.ts';
import { LOOK_BACK } from './links/label.ts';
import { REACH } from './links/openers.ts';
import { LinkReader } from './links/reader.ts';

export { type HostRule, readHost } from './links/host.ts';
export { LINK_RULES } from './links/rules.ts';

export interface LinkGuard extends StreamGuard {
  /** The matched text so that it leads nowhere, and can still be read. */
  replacement(matched: string): string;
}

export interface LinkOptions {
  /** Hosts that URLs may lead to: `docs.example.com`, `*.example.com` (sub-domains only), either with `:port`. @default [] */
  readonly allowedHosts?: readonly string[] | undefined;
}

/**
 * Finds what would lead from an answer to a host that is not on the list: images, links, definitions, autolinks, HTML, and
 * URLs in plain words. With its replacements the answer leads nowhere else, shown as Markdown or as HTML, and can still be
 * read in full.
 *
 * Every opener counts wherever it stands, and nothing is passed over behind one, so no reading of the text is missed; only
 * a fenced code block that every reading agrees on is left. An opener is judged by a grammar stricter than any parser's.
 *
 * @throws TypeError for an entry of `allowedHosts` that is no host
 * @see LINK_RULES for each rule's source and known misses
 */
export function links({ allowedHosts = [] }: LinkOptions = {}): LinkGuard {
  const allows = hostList(allowedHosts);
  return {
    id: 'links',
    reach: REACH,
    lookBehind: LOOK_BACK,
    stages: ['output'],
    scan: (text) => new LinkReader(allows).read(text, true),
    reader: () => new LinkReader(allows),
    replacement: inert,
  };
}
