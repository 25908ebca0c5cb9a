import type { Node } from '@babel/types';
import { pathOf, propertyOf } from '../bindings.ts';
import type { StaticRule } from '../rule.ts';
import { isFunction } from '../scopes.ts';
import type { ScriptFile } from '../script-file.ts';

export const jwtAlgorithms: StaticRule = {
  id: 'SLLM-JWT-ALGORITHMS',
  title: 'JWT verified without a list of algorithms',
  severity: 'medium',
  why: 'The token itself then says how it is to be checked: a public key can be taken for a shared secret, and `none` for a signature.',
  fix: "Name the algorithms that you sign with: `{ algorithms: ['RS256'] }`.",
  refs: ['API2:2023', 'CWE-347'],
  script(file, tell) {
    for (const node of file.nodes('CallExpression')) {
      if (!isVerify(file, node.callee)) continue;
      const [token, , options] = node.arguments;
      if (!token || node.arguments.some(({ type }) => type === 'SpreadElement')) continue;
      const algorithms = propertyOf(file, options, 'algorithms');
      if (!algorithms ? lacksThem(file, options) : allowsNone(file, algorithms)) tell(node);
    }
  },
  bad: [
    { text: () => "import jwt from 'jsonwebtoken';\nconst user = jwt.verify(token, process.env.JWT_SECRET);" },
    { text: () => "const { verify } = require('jsonwebtoken');\nverify(token, key, (error, claims) => next(error));" },
    { text: () => "import jwt from 'jsonwebtoken';\njwt.verify(token, key, { algorithms: ['RS256', 'none'] });" },
  ],
  good: [
    { text: () => "import jwt from 'jsonwebtoken';\njwt.verify(token, key, { algorithms: ['RS256'] });" },
    { text: () => "import jwt from 'jsonwebtoken';\njwt.verify(token, key, verifyOptions);" },
    { text: () => "import { jwtVerify } from 'jose';\nawait jwtVerify(token, key, { issuer });" },
    { text: () => 'const ok = signer.verify(key, signature);' },
  ],
};

function isVerify(file: ScriptFile, callee: Node): boolean {
  const [first = '', method] = pathOf(callee).split('.');
  const imported = file.bindings.imported(first);
  if (imported?.module !== 'jsonwebtoken') return false;
  return (method ?? imported.name) === 'verify';
}

function lacksThem(file: ScriptFile, options: Node | undefined): boolean {
  if (!options) return true;
  const at = file.bindings.resolved(options);
  if (at.type === 'ObjectExpression') return at.properties.every(({ type }) => type !== 'SpreadElement');
  return isFunction(at);
}

function allowsNone(file: ScriptFile, node: Node): boolean {
  const list = file.bindings.resolved(node);
  return list.type === 'ArrayExpression' && list.elements.some((each) => each && file.bindings.textOf(each) === 'none');
}
