import { join } from 'node:path';
import ts from 'typescript';
import { ROOT } from './blocks.ts';

/** What the compiler says of these files under the options of this repository, a line for each error. */
export function typeErrors(paths: readonly string[]): readonly string[] {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, files: paths, include: [] }, ts.sys, ROOT);
  const program = ts.createProgram(paths, options);
  return paths
    .flatMap((path) => {
      const file = program.getSourceFile(path);
      return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
    })
    .map((diagnostic) => ts.formatDiagnostic(diagnostic, ts.createCompilerHost(options)).trim());
}
