/** What SARIF 2.1.0 says of the properties that we write, in words of our own; any other property is refused. */
const object = (properties: object, required: readonly string[] = []) => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});
const list = (items: object) => ({ type: 'array', items });
const text = { type: 'string' };
const count = { type: 'integer', minimum: 1 };
const message = object({ text, markdown: text }, ['text']);
const artifactLocation = object({ uri: { type: 'string', format: 'uri-reference' }, uriBaseId: text });
const region = object({ startLine: count, startColumn: count, endLine: count, endColumn: count });
const level = { enum: ['none', 'note', 'warning', 'error'] };
const location = object({
  physicalLocation: object({ artifactLocation, region }),
  logicalLocations: list(object({ fullyQualifiedName: text })),
});
const rule = object(
  {
    id: text,
    shortDescription: message,
    fullDescription: message,
    help: message,
    helpUri: { type: 'string', format: 'uri' },
    defaultConfiguration: object({ level }),
    properties: { type: 'object', properties: { tags: { ...list(text), uniqueItems: true } } },
  },
  ['id'],
);
const result = object(
  {
    ruleId: text,
    ruleIndex: { type: 'integer', minimum: 0 },
    level,
    message,
    locations: list(location),
    partialFingerprints: { type: 'object', additionalProperties: text },
    baselineState: { enum: ['new', 'unchanged', 'updated', 'absent'] },
    suppressions: list(object({ kind: { enum: ['inSource', 'external'] }, justification: text }, ['kind'])),
  },
  ['message'],
);
const invocation = object(
  {
    executionSuccessful: { type: 'boolean' },
    endTimeUtc: { type: 'string', format: 'date-time' },
    toolExecutionNotifications: list(object({ level, message, locations: list(location) }, ['message'])),
  },
  ['executionSuccessful'],
);

export const SARIF = object(
  {
    $schema: { type: 'string', format: 'uri' },
    version: { const: '2.1.0' },
    runs: list(
      object(
        {
          tool: object({ driver: object({ name: text, semanticVersion: text, rules: list(rule) }, ['name']) }, [
            'driver',
          ]),
          columnKind: { enum: ['utf16CodeUnits', 'unicodeCodePoints'] },
          originalUriBaseIds: { type: 'object', additionalProperties: object({ description: message }) },
          invocations: list(invocation),
          results: list(result),
        },
        ['tool'],
      ),
    ),
  },
  ['version', 'runs'],
);
