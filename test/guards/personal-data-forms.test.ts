import { expect, test } from 'vitest';
import { personalData } from '../../src/guards/personal-data.ts';

const entitiesIn = (text: string): readonly (string | undefined)[] =>
  personalData.scan(text).map(({ entity }) => entity);
const found = (text: string): readonly string[] =>
  personalData.scan(text).map(({ entity, start, end }) => `${entity} ${text.slice(start, end)}`);

/** Numbers as people and programs write them beside the first spelling; each is found whole. */
test.each([
  ['SG_NRIC_FIN', 'FIN: ', 'M1234567K'],
  ['ZA_ID_NUMBER', 'ID number ', '800101 5009 08 7'],
  ['US_DRIVER_LICENSE', 'driver license ', 'B6199 00662 76512'],
  ['US_DRIVER_LICENSE', 'DL ', 'E-143-464-314-262'],
  ['US_DRIVER_LICENSE', 'DL ', '12-345-6789'],
  ['MAC_ADDRESS', 'mac ', 'abcd.1234.5678'],
  ['MAC_ADDRESS', 'on ', 'ab-1c-ff-00-12-34'],
  ['MAC_ADDRESS', 'on ', 'AB-CD-EF-00-12-34'],
  ['UUID', 'guid ', '123e4567e89b42d3a456426614174000'],
  ['UUID', 'urn:uuid:', 'abcdefab-e89b-42d3-a456-426614174000'],
  ['ZIP_CODE', 'zip code is ', '3910'],
  ['ZIP_CODE', 'San Francisco, CA ', '94105'],
  ['DATE_OF_BIRTH', 'patient_dob: ', '1985-03-12'],
  ['DATE_OF_BIRTH', '"date_of_birth": "', '1985-03-12'],
  ['DATE_OF_BIRTH', 'dateOfBirth = ', '12/03/1985'],
  ['DATE_OF_BIRTH', 'DOB: ', '12-Mar-1985'],
  ['DATE_OF_BIRTH', 'né le ', '12 février 1985'],
  ['DATE_OF_BIRTH', 'fecha de nacimiento: ', '12 de marzo de 1985'],
  ['DATE_OF_BIRTH', 'nato il ', '12 maggio 1985'],
  ['DATE_OF_BIRTH', 'data de nascimento: ', '3 de dezembro de 1985'],
  ['DATE_OF_BIRTH', 'geboortedatum ', '12 maart 1985'],
  ['DATE_OF_BIRTH', 'data urodzenia: ', '12 marca 1985'],
  ['DATE_OF_BIRTH', 'fødselsdato ', '12. desember 1985'],
  ['DATE_OF_BIRTH', '生年月日:', '1985年3月12日'],
  ['DATE_OF_BIRTH', '생년월일: ', '1985년 3월 12일'],
  ['AGE', '{"age": ', '34'],
  ['AGE', 'patient_age=', '34'],
  ['AGE', 'a ', '58'],
  ['AGE', '他今年', '34'],
  ['SWIFT_CODE', 'swift_code: ', 'KCBLKENX'],
  ['SWIFT_CODE', '"swiftCode": "', 'DEUTDEFF500'],
  ['SWIFT_CODE', 'bic_code=', 'BREPUYMM'],
  ['US_EIN', 'tax ID: ', '12-3456789'],
  ['AR_CUIT', 'CUIT ', '20-12345614-9'],
  ['KR_DRIVER_LICENSE', 'drivers license ', '11-12-123456-10'],
  ['DE_TAX_NUMBER', 'Steuernummer: ', '133/8150/8159'],
  ['DE_TAX_NUMBER', 'St.-Nr. ', '181 815 08155'],
  ['DE_TAX_NUMBER', 'Steuernummer ', '9181081508155'],
  ['DE_VAT_CODE', 'USt-IdNr.: ', 'DE136695976'],
  ['DE_VAT_CODE', 'USt-ID ', 'DE 136 695 976'],
  ['DE_TAX_ID', 'IdNr. ', '86 095 742 719'],
  ['DE_HEALTH_INSURANCE', 'Krankenversichertennummer ', 'G979959773'],
  ['DE_KFZ', 'Kennzeichen ', 'MÜ-AB 123'],
  ['DE_HANDELSREGISTER', 'Amtsgericht Charlottenburg ', 'HRB 12345 B'],
  ['UK_PASSPORT', 'UK passport ', '925665416'],
  ['US_PASSPORT', 'passport number ', '925665416'],
  ['UK_NINO', 'NI number ', 'AB 123456 C'],
  ['NL_BSN', 'BSN ', '111 222 333'],
  ['PL_NIP', 'NIP ', 'PL1234563218'],
  ['PL_REGON', 'REGON ', '12345678512347'],
  ['CZ_BIRTH_NUMBER', 'rodné číslo ', '495228/516'],
  ['CZ_BIRTH_NUMBER', 'rodného čísla ', '736028/5163'],
  ['IT_IDENTITY_CARD', "carta d'identità ", 'AA 1234567'],
  ['ES_NIF', 'D.N.I. ', '12345678Z'],
  ['ES_CIF', 'CIF: ', 'A58818501'],
  ['ES_CIF', 'C.I.F. ', 'P-0801900-B'],
  ['FI_PERSONAL_IDENTITY_CODE', 'hetu ', '131052-308T'],
  ['SE_PERSONNUMMER', 'personnumret ', '8112189876'],
  ['TR_NATIONAL_ID', 'T.C. kimlik numaram ', '10000000146'],
  ['US_BANK_NUMBER', 'account number: ', '945456787654'],
  ['US_BANK_NUMBER', 'account ', '12345678'],
  ['US_BANK_NUMBER', 'my checking account is ', '12345678'],
])('%s after %j is found as %j, whole', (entity, word, number) => {
  const unit = entity === 'AGE' ? { a: 'yo man', 他: '岁' }[word.charAt(0)] : '';
  expect(found(`${word}${number}${unit ?? ''}`)).toContain(`${entity} ${number}`);
  expect(found(`${word}${number}${unit ?? ''}, as I said`)).toContain(`${entity} ${number}`);
});

test.each([
  ['US_BANK_NUMBER', 'Your account was created; order 12345678'],
  ['AGE', 'il y a 34 ans'],
  ['AGE', 'hace 34 años'],
  ['AGE', 'garantía de 2 años'],
  ['AGE', 'turned 90 degrees'],
  ['AGE', '21세기'],
  ['ZA_INCOME_TAX_NUMBER', 'income tax of 1234567890 was due'],
  ['UK_VEHICLE_REGISTRATION', 'registration opens in Q3 for all'],
  ['IN_VEHICLE_REGISTRATION', 'the vehicle was sold under contract MH 12 1234'],
  ['UK_POSTCODE', 'the address e3f4ab is mapped'],
  ['DE_PASSPORT', 'pass on v12345678'],
  ['DE_HANDELSREGISTER', 'a hardness of HRB 85'],
  ['US_PASSPORT', 'The passport office answered; ticket 912803456'],
  ['ZIP_CODE', 'the zip code file of 2024'],
  ['SG_NRIC_FIN', 'part S1234567D'],
  ['CH_AHV', 'article 756.9217.0769.85'],
])('%s is not seen in %j', (entity, text) => {
  expect(entitiesIn(text)).not.toContain(entity);
});
