import { openai } from '@ai-sdk/openai';
import { generateText, streamText } from 'ai';

export async function POST(request: Request) {
  const { messages, persona } = await request.json();
  const result = streamText({
    model: openai('gpt-4o'),
    system: 'You are ' + persona,
    messages,
  });
  return result.toTextStreamResponse();
}

export async function GET(request: Request) {
  const topic = new URL(request.url).searchParams.get('topic');
  const { text } = await generateText({ model: openai('gpt-4o'), prompt: `A title about ${topic}`, maxOutputTokens: 50 });
  return Response.json({ text });
}
