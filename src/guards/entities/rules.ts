import type { RuleFacts } from '../rule.ts';

/** What is found by names and by what stands around them; opt-in. */
export const ENTITY_RULES = [
  {
    rule: 'pii/person',
    entity: 'PERSON',
    what: 'Name of a person, by lists of names, titles and introductions; opt-in',
    source: 'Lists: locale data of @faker-js/faker, MIT, as a Bloom filter; titles: Unicode CLDR person names',
    examples: [() => 'My name is Ana Kowalska', () => 'Dear Mr. Haddad,', () => 'We met Tomás de la Cruz there'],
    lookAlikes: [() => 'Best Practices Guide', () => 'Will you come in May?', () => 'the React Router'],
    knownMisses: 'Names in small letters, in other scripts than Latin, and about half of those that stand alone.',
  },
  {
    rule: 'pii/organization',
    entity: 'ORGANIZATION',
    what: 'Name of an organisation, by its legal form, its kind, or work for it; opt-in',
    source: 'Legal forms: ISO 20275',
    examples: [() => 'sent by Acme Widgets GmbH', () => 'the University of Graz', () => 'I work for Pixia Labs'],
    lookAlikes: [() => 'The Group met', () => 'a limited company', () => 'Our Bank'],
    knownMisses: 'Names without a legal form or kind: most brands.',
  },
  {
    rule: 'pii/location',
    entity: 'LOCATION',
    what: 'Country, or a city where the text speaks of a place; opt-in',
    source: 'Countries: ISO 3166; cities: as the lists of names',
    examples: [() => 'She moved to Norway', () => 'born in Debrecen', () => 'offices in Nantes'],
    lookAlikes: [() => 'in Summary', () => 'from Monday', () => 'the state of the art'],
    knownMisses: 'Cities with no word of place before them; regions, rivers, mountains.',
  },
  {
    rule: 'pii/street-address',
    entity: 'STREET_ADDRESS',
    what: 'Street with its number, with a flat, city and code where they follow; opt-in',
    source: 'UPU S42, USPS Publication 28',
    examples: [
      () => '221 Baker Street',
      () => 'Hauptstraße 5',
      () => 'Via Roma 10',
      () => '12 Rue de la Paix',
      () => '1600 Pennsylvania Avenue, Suite 4',
      () => 'PO Box 1234',
    ],
    lookAlikes: [() => '3 Ways to win', () => 'via email 10', () => 'the street of 5 houses'],
    knownMisses: 'Streets without a word or ending for one; the lines of city and country below.',
  },
] as const satisfies readonly RuleFacts[];
