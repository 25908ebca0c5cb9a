import type { Node } from '@babel/types';
import { nameOf } from './bindings.ts';
import { closedNames } from './closed-names.ts';
import { boundNames, isMember } from './nodes.ts';
import type { Origin } from './origins.ts';
import type { Scopes } from './scopes.ts';
import type { ScriptFile } from './script-file.ts';

/**
 * What is known of names, by their key in the scopes; of their fields, as `key.field`, and `key.*` for any; and of what
 * functions return, by their node. A name that a schema or a list limits is never known as anybody's.
 */
export class OriginTable {
  readonly #scopes: Scopes;
  readonly #closed: ReadonlySet<string>;
  readonly #origins = new Map<string | Node, Set<Origin>>();
  #news = 0;

  constructor(file: ScriptFile, scopes: Scopes) {
    this.#scopes = scopes;
    this.#closed = closedNames(file);
  }

  /** How often something new was learnt. */
  get news(): number {
    return this.#news;
  }

  get(key: string | Node): ReadonlySet<Origin> {
    return this.#origins.get(key) ?? NOTHING;
  }

  /** Whether that was news. */
  add(key: string | Node, origins: ReadonlySet<Origin>): boolean {
    const known = this.#origins.get(key) ?? new Set();
    const size = known.size;
    for (const each of origins) known.add(each);
    if (known.size > 0) this.#origins.set(key, known);
    if (known.size === size) return false;
    this.#news++;
    return true;
  }

  /** Gives origins to the names of a pattern, or to a field. */
  bind(target: Node, origins: ReadonlySet<Origin>): boolean {
    if (origins.size === 0) return false;
    if (target.type === 'ObjectPattern')
      return target.properties
        .map((each) =>
          each.type === 'RestElement'
            ? this.bind(each.argument, origins)
            : this.bind(each.value, this.ofField(nameOf(each.key), origins)),
        )
        .includes(true);
    if (target.type === 'AssignmentPattern') return this.bind(target.left, origins);
    if (isMember(target) && !target.computed) {
      const name = nameOf(target.property);
      if (target.object.type === 'ThisExpression') return this.add(`this.${name}`, origins);
      if (target.object.type !== 'Identifier') return false;
      const key = this.#scopes.keyOf(target.object);
      const inField = this.add(`${key}.${name}`, origins);
      return this.add(key, origins) || inField;
    }
    return boundNames(target)
      .map((name) => {
        if (this.#closed.has(name.name)) return false;
        const inFields = this.add(`${this.#scopes.keyOf(name)}.*`, origins);
        return this.add(this.#scopes.keyOf(name), origins) || inFields;
      })
      .includes(true);
  }

  /** What of a value's origins one of its fields has. */
  ofField(name: string, origins: ReadonlySet<Origin>): ReadonlySet<Origin> {
    if (this.#closed.has(name)) return NOTHING;
    if (!ABOUT_ANSWER.test(name) && !ABOUT_RESPONSE.test(name)) return origins;
    const left = new Set(origins);
    if (ABOUT_ANSWER.test(name)) left.delete('model');
    left.delete('fetched');
    return left;
  }

  /** A field that was set, or one of a value that is known as a whole. */
  atField(key: string, name: string): ReadonlySet<Origin> {
    return new Set([...this.get(`${key}.${name}`), ...this.get(`${key}.*`)]);
  }
}

const NOTHING: ReadonlySet<Origin> = new Set();

/** What a vendor tells about an answer. */
const ABOUT_ANSWER =
  /^(?:usage|usageMetadata|id|created|model|role|type|finish_?[rR]eason|stop_?[rR]eason|length|status|statusText|ok|headers|error|warnings|index)$/;
/** What is not the text of a page. */
const ABOUT_RESPONSE = /^(?:json|metadata|url|href)$/;
