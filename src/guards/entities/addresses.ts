import type { Match } from '../../types/guard.ts';
import { COUNTRIES } from './words.ts';

const WORD = String.raw`\p{L}[\p{L}\p{M}'’.-]{0,24}`;
const NUMBER = String.raw`\d{1,5}[A-Za-z]?(?:[-/]\d{1,4})?`;
const TYPE =
  '(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Boulevard|Blvd|Drive|Dr|Court|Ct|Way|Place|Pl|Square|Sq|Terrace|Ter|Circle|Cir|Parkway|Pkwy|Highway|Hwy|Close|Crescent|Cres|Gardens|Grove|Row|Walk|Trail|Trl|Alley|Plaza|Loop|Route|Mews|Quay|Rise|Hill|Park)\\.?(?![\\p{L}])';
const ENDING =
  '(?:stra(?:ß|ss)e|str\\.?|weg|gasse|platz|allee|damm|ufer|gata|gatan|gate|v[äe]gen|veien?|vej|gade|tie|katu|kuja|polku|straat|laan|plein|gracht|utca|út|tér|ulica|caddesi|sokak|gård(?:en)?)';
const PREFIX =
  '(?:Rue|Avenue|Av\\.|Boulevard|Bd|Chemin|Quai|Impasse|Calle|C/|Carrer|Paseo|Plaza|Avenida|Avda\\.?|Via|Viale|Piazza|Corso|Largo|Rua|Travessa|Praça|Strada|Str\\.|Ul\\.|ul\\.|al\\.|Aleja|Rruga)';
const UNIT = String.raw`(?:,? ?(?:Apt|Apartment|Suite|Ste|Unit|Flat|Room|Floor|Fl|Wohnung|Etage|Piso|#)\.? ?[\dA-Z][\w-]{0,6})?`;
const TAIL = String.raw`(?:,? \p{Lu}[\p{L}'’ -]{1,30},? [A-Z]{2} \d{5}(?:-\d{4})?)?`;

const STREETS = [
  `${NUMBER} (?:(?:N|S|E|W|North|South|East|West)\\.? )?(?:\\p{Lu}${WORD.slice(5)} |\\d{1,3}(?:st|nd|rd|th) ){1,4}${TYPE}`,
  `(?:${NUMBER} )?${PREFIX} (?:${WORD} ){0,4}${WORD},? ${NUMBER}`,
  `${NUMBER},? ${PREFIX} (?:${WORD} ){0,4}\\p{Lu}${WORD.slice(5)}`,
  `(?:${NUMBER} )?\\p{Lu}[\\p{L}\\p{M}'’.-]{0,24}(?: ?${ENDING})\\.? ${NUMBER}`,
  `(?:P\\.? ?O\\.? ?Box|Post ?box|Postfach|PSC \\d{1,5},? Box|Box|Apartado|Postboks) \\d{1,6}`,
];
const ADDRESS = new RegExp(
  `(?=[\\p{Lu}a\\d])(?<![\\p{L}\\p{N}])(?:${STREETS.join('|')})${UNIT}${TAIL}(?![\\p{L}\\p{N}])`,
  'gu',
);
const COUNTRY = new RegExp(`(?=[A-Z])(?<![\\p{L}\\p{N}_-])(?:${COUNTRIES})(?![\\p{L}\\p{N}_-])`, 'gu');

/** Street addresses by their form, and countries by their names. */
export function collectAddresses(text: string, matches: Match[]): void {
  if (/\d/.test(text))
    for (const { 0: found, index: start } of text.matchAll(ADDRESS))
      matches.push({
        rule: 'pii/street-address',
        entity: 'STREET_ADDRESS',
        score: 0.6,
        start,
        end: start + found.length,
      });
  for (const { 0: found, index: start } of text.matchAll(COUNTRY))
    matches.push({ rule: 'pii/location', entity: 'LOCATION', score: 0.6, start, end: start + found.length });
}
