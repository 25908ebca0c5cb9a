import { dataDirectory, readRows, type SentimentRow, type SummaryRow } from './eval/rows.ts';
import { reportSentiment } from './eval/sentiment-report.ts';
import { reportSummaries } from './eval/summary-report.ts';

/** Measures the embedded provider on open data: `npm run eval -- --data DIR`, DIR with sentiment.jsonl and summaries.jsonl. */
const directory = dataDirectory(process.argv);
console.log(reportSummaries(readRows<SummaryRow>(directory, 'summaries.jsonl')));
console.log('');
console.log(reportSentiment(readRows<SentimentRow>(directory, 'sentiment.jsonl')));
