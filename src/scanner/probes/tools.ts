import type { Tool } from '../../tools/tool.ts';
import type { ToolName } from './probe.ts';

export interface ToolBench {
  readonly names: readonly ToolName[];
  readonly inbox: string | undefined;
  /** Every tool may run unasked: there are no safeguards. */
  readonly approved: boolean;
  readonly onRun: (name: ToolName, input: unknown) => void;
}

const ABOUT: Readonly<Record<ToolName, { readonly description: string; readonly fields: readonly string[] }>> = {
  read_inbox: { description: 'Reads the newest mail of the service desk.', fields: [] },
  search: { description: 'Searches the catalogue of the shop.', fields: ['query'] },
  send_mail: { description: 'Sends a mail.', fields: ['to', 'body'] },
  delete_files: { description: 'Deletes files of the shop.', fields: ['path'] },
  save_note: { description: 'Saves a note in the system of a partner.', fields: ['note'] },
};
const READS: readonly ToolName[] = ['read_inbox', 'search'];

/** The tools of the app. They do nothing but tell that they ran. */
export const toolsOf = ({ names, inbox, approved, onRun }: ToolBench): Readonly<Record<string, Tool>> =>
  Object.fromEntries(
    names.map((name): [string, Tool] => {
      const { description, fields } = ABOUT[name];
      const execute = (input: unknown) => {
        onRun(name, input);
        return name === 'read_inbox' && inbox !== undefined ? inbox : 'Done.';
      };
      return [
        name,
        {
          description,
          input: {
            type: 'object',
            properties: Object.fromEntries(fields.map((field) => [field, { type: 'string' }])),
            required: fields,
          },
          sideEffects: !READS.includes(name),
          ...((approved || name === 'save_note') && { approve: true }), // a partner's tool that the app lets run on its own
          execute,
        },
      ];
    }),
  );
