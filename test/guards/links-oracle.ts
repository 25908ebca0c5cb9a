import MarkdownIt from 'markdown-it';
import { marked } from 'marked';
import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import { links } from '../../src/guards/links.ts';
import { edit } from '../../src/lib/edit.ts';

const OWN = 'https://own.invalid/';

export const inert = (text: string, allowedHosts: readonly string[] = []): string => {
  const guard = links({ allowedHosts });
  return edit(text, guard.scan(text), guard.replacement);
};

const URL_ATTRIBUTES =
  /^(?:action|archive|background|by|cite|classid|codebase|content|data|formaction|from|icon|longdesc|manifest|ping|poster|profile|to|values|.*(?:href|src|srcset|url))$/;
const ACTIVE =
  /^(?:applet|base|button|embed|form|frame|frameset|iframe|input|link|math|meta|object|plaintext|script|select|style|svg|template|textarea)$/;

type Node = DefaultTreeAdapterTypes.Node;

/** Everything in a page that a browser could load, follow or run, off the page's own host and the list. */
export function fetchable(html: string, allowed: (host: string) => boolean = () => false): readonly string[] {
  const found: string[] = [];
  const visit = (node: Node): void => {
    if ('tagName' in node) {
      const isTask =
        node.tagName === 'input' && node.attrs.every(({ name }) => /^(?:checked|disabled|type)$/.test(name));
      if (ACTIVE.test(node.tagName) && !isTask) found.push(`<${node.tagName}>`);
      for (const { name, value } of node.attrs) {
        const written = `${node.tagName} ${name}=${value}`;
        if ((/^on[a-z]+$/.test(name) || name === 'srcdoc') && value !== '') found.push(written);
        else if (name === 'style') {
          if (/url|image-set|[\\@]|expression|import/i.test(value)) found.push(written);
        } else if (URL_ATTRIBUTES.test(name.replace(/^.*:/, ''))) {
          const urls = name.endsWith('srcset') ? value.split(/[\s,]+/) : name === 'ping' ? value.split(/\s+/) : [value];
          for (const url of urls) if (!isHarmless(url, allowed)) found.push(written);
        }
      }
    }
    if ('childNodes' in node) for (const child of node.childNodes) visit(child);
    if ('content' in node) visit(node.content);
  };
  visit(parse(html));
  return found;
}

function isHarmless(value: string, allowed: (host: string) => boolean): boolean {
  if (!URL.canParse(value, OWN)) return true;
  const url = new URL(value, OWN);
  if (url.protocol === 'mailto:' || url.protocol === 'tel:') return url.search === '';
  if (/(?:hxxps?|fxp):$/.test(url.protocol)) return true;
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return false;
  if (/^www\.?$/.test(url.hostname) || !/(?:^|\.)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.?$|\]$/.test(url.hostname))
    return true; // under no domain that could exist
  if (/\.xn--(?:com|example)-[^.]*$/.test(url.hostname)) return true; // nor any with a punctuation mark behind `com`
  const host = url.host.replace(/\.(?=:|$)/, ''); // a full stop behind a name is of the same host
  return url.username === '' && url.password === '' && (host === 'own.invalid' || allowed(host));
}

const markdownIt = new MarkdownIt({ html: true, linkify: true });
markdownIt.linkify.set({ fuzzyLink: false, fuzzyEmail: false });

export const RENDERERS: Readonly<Record<string, (text: string) => string>> = {
  marked: (text) => marked.parse(text, { async: false, gfm: true }),
  'markdown-it': (text) => markdownIt.render(text),
  html: (text) => text,
};
