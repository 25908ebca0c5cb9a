/** Packages that talk to language models. */
const MODEL_PACKAGES = new Set([
  'ai',
  'openai',
  'ollama',
  'groq-sdk',
  'cohere-ai',
  'together-ai',
  'replicate',
  'langchain',
  'llamaindex',
  'secure-llm',
]);

/** Whether a package talks to language models, such as `openai` and `@ai-sdk/google`. */
export const isModelPackage = (name: string): boolean =>
  MODEL_PACKAGES.has(name) ||
  /^@(?:ai-sdk|langchain|anthropic-ai|openai|azure-rest\/ai|mistralai|llamaindex)\//.test(name) ||
  /^@(?:azure\/openai|google\/(?:genai|generative-ai)|aws-sdk\/client-bedrock-runtime|huggingface\/inference)$/.test(
    name,
  );
