import { dataDirectory, readRows, type SentimentRow, type SummaryRow } from './eval/rows.ts';
import { reportScreen } from './eval/screen-report.ts';
import { reportSentiment } from './eval/sentiment-report.ts';
import { reportSummaries } from './eval/summary-report.ts';
import { evaluateUnicode } from './eval/unicode.ts';

/** Measures the embedded provider and the guards on open data: `npm run eval -- --data DIR`, the folder of its files. */
const directory = dataDirectory(process.argv);
console.log(reportSummaries(readRows<SummaryRow>(directory, 'summaries.jsonl')));
console.log('');
console.log(reportSentiment(readRows<SentimentRow>(directory, 'sentiment.jsonl')));
console.log('');
console.log(evaluateUnicode(directory));
console.log('');
console.log(reportScreen(directory));
