const set = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/** Before a name, and not of it. */
export const TITLES = set(
  'mr mrs ms miss mx dr prof professor sir dame lord lady rev fr father sister brother captain capt col colonel lt sgt judge senator president herr frau dipl ing monsieur madame mme mlle m señor señora sr sra srta don doña signor signora sig dott avv dhr mevr pan pani bay hr fru shri smt sheikh imam rabbi',
);

/** Between the words of a name. */
export const PARTICLES = set(
  'de del della der den des di da do dos das du van von vom zu zur la le el al bin ibn ben ter ten te af av y e und',
);

/** The last word of a company, without its full stop. Legal forms: ISO 20275. */
export const COMPANY_ENDS = set(
  'inc incorporated corp corporation co company ltd limited llc llp lp plc gmbh ag kg ohg ug sa sas sarl srl spa snc bv nv ab as asa oy oyj aps kft zrt sro doo pty pte pvt holdings holding group bank insurance university college institute hospital clinic foundation association society technologies technology systems solutions software partners associates consulting services industries international airlines motors pharmaceuticals laboratories labs media entertainment studios ventures capital networks energy enterprises stiftung verein versicherung universität',
);

/** What companies and offices begin with, before `of` or `de`. */
export const COMPANY_HEADS = set(
  'university bank ministry department institute college church city council school hospital museum office bureau royal',
);

/** Words that open a sentence or a heading as often as they name somebody. */
export const ORDINARY = set(
  'the a an and or but if in on at to for from with by of as is are was were be this that these those it its he she they we you i my your his her our their what when where who why how which will can may might must shall should would could do does did not no yes all any some each every please thank thanks dear hi hello hey best regards sincerely cheers good new old great monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december spring summer autumn winter english french german spanish italian dutch portuguese russian chinese japanese american british european python java javascript react note step chapter section table figure page name address phone email date time subject re fwd question answer example apt suite box street avenue road mark will rose grace hope joy faith art bill frank grant chase hunter miles pat rob sue',
);

/** Countries and great regions as English writes them. ISO 3166. */
export const COUNTRIES =
  'Afghanistan|Albania|Algeria|Andorra|Angola|Argentina|Armenia|Australia|Austria|Azerbaijan|Bahamas|Bahrain|Bangladesh|Barbados|Belarus|Belgium|Belize|Benin|Bhutan|Bolivia|Bosnia and Herzegovina|Botswana|Brazil|Brunei|Bulgaria|Burundi|Cambodia|Cameroon|Canada|Cape Verde|Chile|China|Colombia|Costa Rica|Croatia|Cuba|Cyprus|Czech Republic|Czechia|Denmark|Dominican Republic|Ecuador|Egypt|El Salvador|England|Estonia|Eswatini|Ethiopia|Fiji|Finland|France|Gabon|Gambia|Germany|Ghana|Greece|Greenland|Guatemala|Guinea|Guyana|Haiti|Honduras|Hong Kong|Hungary|Iceland|India|Indonesia|Iran|Iraq|Ireland|Israel|Italy|Ivory Coast|Jamaica|Japan|Kazakhstan|Kenya|Kosovo|Kuwait|Kyrgyzstan|Laos|Latvia|Lebanon|Liberia|Libya|Liechtenstein|Lithuania|Luxembourg|Madagascar|Malawi|Malaysia|Maldives|Mali|Malta|Mauritius|Mexico|Moldova|Monaco|Mongolia|Montenegro|Morocco|Mozambique|Myanmar|Namibia|Nepal|Netherlands|New Zealand|Nicaragua|Niger|Nigeria|North Korea|North Macedonia|Northern Ireland|Norway|Oman|Pakistan|Palestine|Panama|Paraguay|Peru|Philippines|Poland|Portugal|Puerto Rico|Qatar|Romania|Russia|Rwanda|Saudi Arabia|Scotland|Senegal|Serbia|Singapore|Slovakia|Slovenia|Somalia|South Africa|South Korea|Spain|Sri Lanka|Sudan|Suriname|Sweden|Switzerland|Syria|Taiwan|Tajikistan|Tanzania|Thailand|Togo|Trinidad and Tobago|Tunisia|Turkey|Turkmenistan|Uganda|Ukraine|United Arab Emirates|United Kingdom|United States|Uruguay|Uzbekistan|Venezuela|Vietnam|Wales|Yemen|Zambia|Zimbabwe';
