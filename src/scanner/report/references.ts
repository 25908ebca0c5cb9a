/** The page of a reference, where its address follows from its name: those of CWE. */
export function linkTo(reference: string): string | undefined {
  const number = /^CWE-(\d+)$/.exec(reference)?.[1];
  return number && `https://cwe.mitre.org/data/definitions/${number}.html`;
}

/** What OWASP calls a risk: `Prompt injection` for `LLM01:2025`. Undefined for other references. */
export const riskNamed = (reference: string): string | undefined => RISKS[reference];

const RISKS: Readonly<Record<string, string>> = {
  'LLM01:2025': 'Prompt injection',
  'LLM02:2025': 'Sensitive information disclosure',
  'LLM03:2025': 'Supply chain',
  'LLM04:2025': 'Data and model poisoning',
  'LLM05:2025': 'Improper output handling',
  'LLM06:2025': 'Excessive agency',
  'LLM07:2025': 'System prompt leakage',
  'LLM08:2025': 'Vector and embedding weaknesses',
  'LLM09:2025': 'Misinformation',
  'LLM10:2025': 'Unbounded consumption',
  'API1:2023': 'Broken object level authorization',
  'API2:2023': 'Broken authentication',
  'API3:2023': 'Broken object property level authorization',
  'API4:2023': 'Unrestricted resource consumption',
  'API5:2023': 'Broken function level authorization',
  'API6:2023': 'Unrestricted access to sensitive business flows',
  'API7:2023': 'Server side request forgery',
  'API8:2023': 'Security misconfiguration',
  'API9:2023': 'Improper inventory management',
  'API10:2023': 'Unsafe consumption of APIs',
};
