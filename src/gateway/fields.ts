import * as z from 'zod/mini';
import { TOOL_NAME } from '../lib/turn-parts.ts';

/** The public name of a model. */
export const model = z.string().check(z.minLength(1), z.maxLength(200));

/** A text to work on: something in it must be no white space. */
export const text = z.string().check(z.maxLength(2_000_000), z.regex(/\S/));

/** A few words on one line that become part of what the model is told to do. */
export const phrase = z.string().check(z.maxLength(300), z.regex(/^(?=.*\S)[^\p{Cc}\u2028\u2029]+$/u));

export const instructions = z.string().check(z.maxLength(100_000), z.regex(/\S/));
export const maxOutputTokens = z.int().check(z.gte(1), z.lte(1_000_000));
export const temperature = z.number().check(z.gte(0), z.lte(2));

export const toolName = z.string().check(z.regex(TOOL_NAME, 'must be 1 to 64 letters, digits, `_` or `-`'));

/** A JSON Schema; what is in it is for the model. */
export const jsonSchema = z.record(z.string(), z.unknown());
