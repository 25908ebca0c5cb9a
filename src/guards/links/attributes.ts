import type { Allows } from './hosts.ts';
import { judgeAttribute } from './url.ts';

/** Elements that run, load, frame, submit, or change how the text behind them is read. */
const ACTIVE = new Set(
  `applet base bgsound button embed form frame frameset iframe input isindex keygen link listing math meta
   noembed noframes noscript object param plaintext portal fencedframe script select style svg
   template textarea title xmp`.split(/\s+/),
);
export const isActive = (element: string): boolean => ACTIVE.has(element.toLowerCase());

const NAMES =
  /^(?:action|archive|background|by|cite|classid|codebase|content|data|formaction|from|icon|longdesc|manifest|ping|poster|profile|to|usemap|values|.*(?:href|src|url|uri|link))$/;
const SETS = /^.*srcset$/;
const LISTS = /^(?:ping|archive|attributionsrc)$/;
const HANDLER = /^(?:on.*|srcdoc)$/;

/** Attributes that are often written without a value. */
const BOOLEAN = new Set(
  `allowfullscreen async autofocus autoplay checked compact controls default defer disabled download hidden inert ismap
   itemscope loop multiple muted nomodule noshade novalidate nowrap open playsinline readonly required reversed selected`.split(
    /\s+/,
  ),
);
export const isBoolean = (attribute: string): boolean =>
  BOOLEAN.has(attribute.toLowerCase()) || attribute.includes('-');

/** Letters, numbers, colours and lengths; of functions those that take nothing else. */
const STYLE =
  /^(?:[\w\s:;#%.,!+*'"-]|(?<=\b(?:rgba?|hsla?|calc|min|max|clamp|rotate|scale|translate[xy]?|repeat|minmax|var|blur))\([\w\s#%.,+*-]*\))*$/i;

export type Harm = 'links/html' | 'links/active' | undefined;

/** What an attribute would open. */
export function judgeValue(attribute: string, value: string, allows: Allows): Harm {
  const name = attribute.toLowerCase().replace(/^.*:/, ''); // `xlink:href`, `v-bind:src`
  if (HANDLER.test(name)) return 'links/active';
  if (name === 'style') return STYLE.test(value) ? undefined : 'links/active';
  const urls = SETS.test(name)
    ? value.split(/[\s,]+/)
    : LISTS.test(name)
      ? value.split(/\s+/)
      : NAMES.test(name)
        ? [value]
        : [];
  return urls.every((url) => judgeAttribute(url, allows) === 'on') ? undefined : 'links/html';
}
