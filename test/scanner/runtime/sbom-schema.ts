const text = { type: 'string', minLength: 1 };
const list = (items: object) => ({ type: 'array', items, uniqueItems: true });
const object = (required: readonly string[], properties: object) => ({
  type: 'object',
  required,
  properties,
  additionalProperties: false,
});

const component = object(['type', 'name'], {
  type: { enum: ['application', 'library'] },
  'bom-ref': text,
  group: text,
  name: text,
  version: text,
  purl: { type: 'string', pattern: '^pkg:npm/(%40[^/@]+/)?[^/@]+(@[^/@]+)?$' },
  scope: { enum: ['required', 'optional', 'excluded'] },
  hashes: list(
    object(['alg', 'content'], {
      alg: { enum: ['SHA-1', 'SHA-256', 'SHA-384', 'SHA-512'] },
      content: { type: 'string', pattern: '^([a-f0-9]{40}|[a-f0-9]{64}|[a-f0-9]{96}|[a-f0-9]{128})$' },
    }),
  ),
  licenses: list({
    oneOf: [
      object(['expression'], { expression: text }),
      object(['license'], { license: object(['name'], { name: text }) }),
    ],
  }),
  externalReferences: list(
    object(['type', 'url'], { type: { const: 'distribution' }, url: { type: 'string', format: 'uri' } }),
  ),
  properties: list(object(['name', 'value'], { name: text, value: text })),
});

/** What CycloneDX 1.6 says of the parts that we write, from the specification. */
export const SBOM_SCHEMA = object(['bomFormat', 'specVersion', 'components', 'dependencies'], {
  $schema: { const: 'http://cyclonedx.org/schema/bom-1.6.schema.json' },
  bomFormat: { const: 'CycloneDX' },
  specVersion: { const: '1.6' },
  version: { type: 'integer', minimum: 1 },
  metadata: object(['tools', 'component'], {
    tools: object(['components'], { components: list(component) }),
    component,
  }),
  components: list(component),
  dependencies: list(object(['ref'], { ref: text, dependsOn: list(text) })),
});
