/** The types of `pii.jsonl`, and our entities for each. The one place where the two vocabularies meet. */
export const ENTITIES_OF: Readonly<Record<string, readonly string[]>> = {
  PHONE: ['PHONE_NUMBER'],
  EMAIL: ['EMAIL_ADDRESS'],
  CREDIT_CARD: ['CREDIT_CARD'],
  IBAN: ['IBAN_CODE'],
  IP_ADDRESS: ['IP_ADDRESS'],
  SSN: ['US_SSN'],
  URL: ['URL', 'DOMAIN_NAME'],
  DRIVER_LICENSE: ['US_DRIVER_LICENSE'],
  GUID: ['GUID', 'UUID'],
  ZIP_CODE: ['ZIP_CODE', 'US_ZIP_CODE', 'POSTAL_CODE', 'UK_POSTCODE', 'CA_POSTAL_CODE', 'DE_PLZ', 'NL_POSTCODE'],
  DATE: ['DATE_TIME', 'DATE', 'DATE_OF_BIRTH'],
  AGE: ['AGE'],
  ADDRESS: ['STREET_ADDRESS', 'ADDRESS'],
  PERSON: ['PERSON'],
  TITLE: ['TITLE'],
  LOCATION: ['LOCATION', 'GPE', 'CITY', 'COUNTRY'],
  ORGANIZATION: ['ORGANIZATION'],
  NRP: ['NRP', 'NATIONALITY'],
};

/** What the bars are set for: the types that have a form of their own. */
export const BARRED: readonly string[] = ['PHONE', 'EMAIL', 'CREDIT_CARD', 'IBAN', 'IP_ADDRESS', 'SSN', 'URL'];

const TYPE_OF = new Map(Object.entries(ENTITIES_OF).flatMap(([type, entities]) => entities.map((one) => [one, type])));

/** The data's type for one of our entities; the entity itself where the data has none. */
export const typeOf = (entity: string): string => TYPE_OF.get(entity) ?? entity;
