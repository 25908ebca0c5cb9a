import type { Node } from '@babel/types';
import { nameOf } from '../bindings.ts';
import { callsIn } from '../calls.ts';
import { stripsSymbols } from '../parts.ts';
import { promptsIn } from '../prompts.ts';
import type { StaticRule } from '../rule.ts';
import { isFunction } from '../scopes.ts';
import type { ScriptFile } from '../script-file.ts';

export const stripSymbols: StaticRule = {
  id: 'SLLM-STRIP-SYMBOLS',
  title: 'Symbols stripped from input as its only protection',
  severity: 'medium',
  why: 'Injection is made of words, and those stay, while names, code, prices and other scripts are destroyed.',
  fix: 'Keep the text whole and treat it as data: a user message, screened for injection, and answers that are checked.',
  refs: ['LLM01:2025', 'CWE-184'],
  script(file, tell) {
    const strips = callsIn(file).filter(stripsSymbols);
    if (strips.length === 0) return;
    const reaches = promptsIn(file).some(({ node }) => file.flow.comesFrom(node, 'stripped'));
    for (const call of strips) {
      const home = file.around(call, isFunction);
      if (
        (reaches && file.flow.comesFrom(call.callee, 'request')) ||
        (home && FOR_PROMPTS.test(nameOfFunction(file, home)))
      )
        tell(call);
    }
  },
  bad: [
    {
      text: () =>
        "const clean = req.body.prompt.replace(/[^\\w\\s]/g, '');\nawait openai.chat.completions.create({ messages: [{ role: 'user', content: clean }] });",
    },
    {
      text: () =>
        "function sanitize(text) { return text.replace(/[^a-zA-Z0-9 .,?!]/g, ''); }\nconst { text } = req.body;\nconst answer = await generateText({ model, prompt: `Answer: ${sanitize(text)}` });",
    },
    { text: () => "export const sanitizePrompt = (text: string) => text.replace(/[^\\w\\s.,]/gi, '').slice(0, 500);" },
  ],
  good: [
    {
      text: () =>
        "const slug = req.body.title.toLowerCase().replace(/[^a-z0-9]+/g, '-');\nawait generateText({ model, prompt: req.body.text });",
    },
    {
      text: () =>
        "const id = req.params.id.replace(/[^a-z0-9]/gi, '');\nawait generateText({ model, prompt: notes.get(id) });",
    },
    {
      text: () => "const phone = req.body.phone.replace(/[^0-9]/g, '');\nawait generateText({ model, prompt: phone });",
    },
    {
      text: () =>
        "const { text } = await generateText({ model, prompt });\nconst file = text.replace(/[^\\w]/g, '');\nsave(file, `${file}.txt`);",
    },
    {
      text: () =>
        "const text = req.body.text.replace(/[^\\P{C}\\n\\t]/gu, '');\nawait generateText({ model, prompt: text });",
    },
  ],
};

/** A function that says what it is for. */
const FOR_PROMPTS = /^(?:sanit\w*|clean\w*|filter\w*|strip\w*|escape\w*)(?:Prompt|LLM|Llm|AI)\w*$/;

function nameOfFunction(file: ScriptFile, home: Node): string {
  if (home.type === 'FunctionDeclaration' && home.id) return home.id.name;
  if (home.type === 'ClassMethod' || home.type === 'ObjectMethod') return nameOf(home.key);
  const parent = file.parentOf(home);
  return parent?.type === 'VariableDeclarator' ? nameOf(parent.id) : '';
}
