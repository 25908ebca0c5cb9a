import { InvalidInputError } from '../errors.ts';
import type { Part, Role } from '../types/message.ts';

const HOME: Readonly<Record<Part['type'], string>> = {
  text: 'a system, user or assistant message',
  file: 'a user message',
  'tool-call': 'an assistant message',
  'tool-result': 'a tool message',
  continuation: 'an assistant message',
};

/** The error for a part that its message cannot carry. */
export const misplaced = ({ type }: Part, field: string, role: Role): InvalidInputError =>
  new InvalidInputError(field, `is a ${type} part in a message of role ${role}: put it into ${HOME[type]}`);
