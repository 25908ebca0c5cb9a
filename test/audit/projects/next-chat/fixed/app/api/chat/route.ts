import { openai } from '@ai-sdk/openai';
import { convertToModelMessages, streamText } from 'ai';
import { z } from 'zod';
import { getSession } from '../../../lib/session';
import { rateLimit } from '../../../lib/rate-limit';

const Body = z.object({ messages: z.array(z.any()).max(50), persona: z.enum(['teacher', 'editor']) });
const PERSONAS = { teacher: 'You are a patient teacher.', editor: 'You are a strict editor.' };

export async function POST(request: Request) {
  const session = await getSession(request);
  if (!session) return new Response('Sign in first', { status: 401 });
  if (!(await rateLimit(session.userId))) return new Response('Too many requests', { status: 429 });
  const { messages, persona } = Body.parse(await request.json());
  const result = streamText({
    model: openai('gpt-4o-2024-11-20'),
    system: PERSONAS[persona],
    messages: convertToModelMessages(messages),
    maxOutputTokens: 500,
    abortSignal: AbortSignal.any([request.signal, AbortSignal.timeout(60_000)]),
  });
  return result.toTextStreamResponse();
}
