import { reportIds } from './ids/report.ts';
import { reportInjection } from './injection-report.ts';
import { reportLinks } from './links-report.ts';
import { reportFalseAlarms } from './pii/false-alarms.ts';
import { reportPersonalData } from './pii/report.ts';
import type { Report } from './report.ts';
import {
  type EntityRow,
  type LabelledRow,
  readRows,
  type SecretRow,
  type SentimentRow,
  type SummaryRow,
} from './rows.ts';
import { reportSecrets } from './secrets-report.ts';
import { reportSentiment } from './sentiment-report.ts';
import { reportSummaries } from './summary-report.ts';
import { reportTokens } from './tokens-report.ts';
import { reportUnicode } from './unicode-report.ts';

/** Every report by name, in the order of the document: from the folder of the open data to one or more reports. */
export const REPORTS: Readonly<Record<string, (directory: string) => readonly Report[] | Promise<readonly Report[]>>> =
  {
    pii: (directory) => [
      reportPersonalData(readRows<EntityRow>(directory, 'pii.jsonl')),
      reportFalseAlarms(
        readRows<LabelledRow>(directory, 'injection.jsonl'),
        readRows<LabelledRow>(directory, 'unicode.jsonl'),
      ),
    ],
    ids: () => [reportIds()],
    secrets: (directory) => [reportSecrets(readRows<SecretRow>(directory, 'secrets.jsonl'))],
    unicode: (directory) => [reportUnicode(readRows<LabelledRow>(directory, 'unicode.jsonl'))],
    links: async (directory) => [await reportLinks(readRows<LabelledRow>(directory, 'exfil.jsonl'))],
    injection: async (directory) => [await reportInjection(directory)],
    summaries: (directory) => [reportSummaries(readRows<SummaryRow>(directory, 'summaries.jsonl'))],
    sentiment: (directory) => [reportSentiment(readRows<SentimentRow>(directory, 'sentiment.jsonl'))],
    tokens: (directory) => [reportTokens(directory)],
  };
