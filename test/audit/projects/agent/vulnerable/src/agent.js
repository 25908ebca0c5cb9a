import { execSync } from 'node:child_process';
import Anthropic from '@anthropic-ai/sdk';
import { tools } from './tools.js';

process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';

const anthropic = new Anthropic({ logLevel: 'debug' });

function run(call) {
  if (call.name === 'run_command') return execSync(call.input.command).toString();
  if (call.name === 'calculate') return String(eval(call.input.expression));
  return 'There is no such tool';
}

async function main(task) {
  const messages = [{ role: 'user', content: task }];
  let answer = await anthropic.messages.create({ model: 'claude-sonnet-latest', max_tokens: 2000, messages, tools });
  while (answer.stop_reason === 'tool_use') {
    const call = answer.content.find((part) => part.type === 'tool_use');
    messages.push({ role: 'assistant', content: answer.content });
    messages.push({ role: 'user', content: [{ type: 'tool_result', tool_use_id: call.id, content: run(call) }] });
    answer = await anthropic.messages.create({ model: 'claude-sonnet-latest', max_tokens: 2000, messages, tools });
  }
}

main(process.argv[2]);
