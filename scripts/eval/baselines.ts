import Sentiment from 'sentiment';
import vader from 'vader-sentiment';
import model from 'wink-eng-lite-web-model';
import winkNLP from 'wink-nlp';
import type { Cut } from './macro-f1.ts';

/** A package to measure against: a score for a text, and the thresholds its users are told to take. */
export interface Baseline {
  readonly name: string;
  readonly cut: Cut;
  readonly score: (text: string) => number;
}

const counter = new Sentiment();
const wink = winkNLP(model);

export const BASELINES: readonly Baseline[] = [
  {
    name: 'vader-sentiment',
    cut: [-0.05, 0.05],
    score: (text) => vader.SentimentIntensityAnalyzer.polarity_scores(text).compound,
  },
  { name: 'sentiment', cut: [0, 0], score: (text) => counter.analyze(text).comparative },
  { name: 'wink-nlp', cut: [0, 0], score: (text) => Number(wink.readDoc(text).out(wink.its.sentiment)) },
];
