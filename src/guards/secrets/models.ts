import { alnum, filled, hex, lower, type TokenForm, word } from './tokens.ts';

/** Keys of model vendors and of what is used beside models: vector stores, traces, speech. */
export const MODEL_FORMS: readonly TokenForm[] = [
  { vendor: 'Groq', source: 'https://console.groq.com/docs/quickstart', starts: ['gsk_'], rest: [alnum(40, 64)] },
  { vendor: 'xAI', source: 'https://docs.x.ai/docs/tutorial', starts: ['xai-'], rest: [alnum(60, 100)] },
  { vendor: 'Perplexity', source: 'https://docs.perplexity.ai', starts: ['pplx-'], rest: [alnum(40, 64)] },
  { vendor: 'Replicate', source: 'https://replicate.com/docs/reference/http', starts: ['r8_'], rest: [alnum(36, 40)] },
  {
    vendor: 'Fireworks',
    source: 'https://docs.fireworks.ai/api-reference/introduction',
    starts: ['fw_'],
    rest: [alnum(20, 48)],
  },
  {
    vendor: 'Voyage',
    source: 'https://docs.voyageai.com/docs/api-key-and-installation',
    starts: ['pa-'],
    rest: [word(40, 50)],
    bits: 3.3,
  },
  {
    vendor: 'LangSmith',
    source: 'https://docs.smith.langchain.com',
    starts: ['lsv2_pt_', 'lsv2_sk_'],
    rest: [hex(32), '_', hex(10)],
  },
  {
    vendor: 'LangChain, before LangSmith 2',
    source: 'https://docs.smith.langchain.com',
    starts: ['ls__'],
    rest: [hex(32)],
  },
  {
    vendor: 'Langfuse',
    source: 'https://langfuse.com/docs',
    starts: ['sk-lf-'],
    rest: [hex(8), '-', hex(4), '-', hex(4), '-', hex(4), '-', hex(12)],
  },
  { vendor: 'Pinecone', source: 'https://docs.pinecone.io', starts: ['pcsk_'], rest: [word(60, 80)] },
  { vendor: 'Cerebras', source: 'https://inference-docs.cerebras.ai', starts: ['csk-'], rest: [lower(40, 56)] },
  { vendor: 'NVIDIA', source: 'https://docs.api.nvidia.com', starts: ['nvapi-'], rest: [word(60, 80)] },
  {
    vendor: 'ElevenLabs',
    source: 'https://elevenlabs.io/docs/api-reference/authentication',
    starts: ['sk_'],
    rest: [hex(48)],
  },
  { vendor: 'Jina', source: 'https://jina.ai', starts: ['jina_'], rest: [alnum(60)] },
  { vendor: 'Tavily', source: 'https://docs.tavily.com', starts: ['tvly-'], rest: [word(32, 64)] },
  { vendor: 'Anyscale', source: 'https://docs.anyscale.com', starts: ['esecret_'], rest: [lower(26, 40)] },
  { vendor: 'Together', source: 'https://docs.together.ai', starts: ['tgp_v1_'], rest: [word(40, 48)] },
  {
    vendor: 'Helicone',
    source: 'https://docs.helicone.ai',
    starts: ['sk-helicone-'],
    rest: [lower(7), '-', lower(7), '-', lower(7), '-', lower(7)],
  },
  { vendor: 'Weights & Biases', source: 'https://docs.wandb.ai', starts: ['wandb_v1_'], rest: [word(60, 90)] },
  { vendor: 'Firecrawl', source: 'https://docs.firecrawl.dev', starts: ['fc-'], rest: [hex(32)] },
  {
    vendor: 'Google AI, new form',
    source: 'https://ai.google.dev/gemini-api/docs/api-key',
    starts: ['AQ.Ab8'],
    rest: [word(40, 60)],
  },
  {
    vendor: 'AWS Bedrock, long-lived',
    source: 'https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html',
    starts: ['ABSK'],
    rest: [filled(109, 269)],
  },
  {
    vendor: 'AWS Bedrock, short-lived',
    source: 'https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html',
    starts: ['bedrock-api-key-YmVkcm9ja'],
    rest: [filled(60, 400)],
  },
];
