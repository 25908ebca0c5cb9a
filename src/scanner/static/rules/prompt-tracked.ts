import { pathOf } from '../bindings.ts';
import { callsIn } from '../calls.ts';
import { wordsIn } from '../logs.ts';
import { isWholePrompt } from '../prompts.ts';
import type { StaticRule } from '../rule.ts';

const TRACKS =
  /^(?:Sentry\.(?:captureException|captureMessage|captureEvent|setContext|setExtra|setExtras|setTag|addBreadcrumb)|posthog\w*\.capture|mixpanel\.track|amplitude\.(?:track|logEvent)|analytics\.(?:track|identify)|gtag|Bugsnag\.notify|bugsnag\.notify|rollbar\.\w+|datadogRum\.addAction|newrelic\.\w+|LogRocket\.\w+|scope\.set(?:Extra|Context))$/;

export const promptTracked: StaticRule = {
  id: 'SLLM-PROMPT-TRACKED',
  title: 'Prompt or answer sent to analytics',
  severity: 'medium',
  why: 'What people tell a model goes to one more company, without their knowledge and beyond your deletion.',
  fix: 'Send the kind of event, a length, a code of the error: never the text.',
  refs: ['LLM02:2025', 'CWE-359'],
  script(file, tell) {
    for (const call of callsIn(file)) {
      if (!TRACKS.test(pathOf(call.callee))) continue;
      const words = call.arguments.flatMap(wordsIn);
      if (words.some((word) => file.flow.comesFrom(word, 'model') || isWholePrompt(file, word))) tell(call);
    }
  },
  bad: [
    {
      text: () =>
        'try { await generateText({ model, prompt }); } catch (error) { Sentry.captureException(error, { extra: { prompt } }); }',
    },
    {
      text: () =>
        "const { text } = await generateText({ model, prompt });\nposthog.capture({ event: 'answered', properties: { text } });",
    },
  ],
  good: [
    { text: () => 'try { await generateText({ model, prompt }); } catch (error) { Sentry.captureException(error); }' },
    {
      text: () =>
        "const { usage } = await generateText({ model, prompt });\nposthog.capture({ event: 'answered', properties: { tokens: usage.totalTokens, chars: prompt.length } });",
    },
    {
      text: () =>
        "function a(prompt) { return generateText({ model, prompt }); }\nfunction b(prompt) { gtag('event', prompt); }",
    },
  ],
};
