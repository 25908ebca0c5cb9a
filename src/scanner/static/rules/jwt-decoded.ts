import type { Node } from '@babel/types';
import { pathOf } from '../bindings.ts';
import { headerBehind } from '../headers.ts';
import type { StaticRule } from '../rule.ts';
import type { ScriptFile } from '../script-file.ts';

export const jwtDecoded: StaticRule = {
  id: 'SLLM-JWT-DECODED',
  title: 'JWT of a request read without checking its signature',
  severity: 'high',
  why: 'Anybody can write a token that says they are anybody: decoding is no check.',
  fix: 'Verify it: `jwtVerify` of jose, `verify` of jsonwebtoken with `algorithms`, or `jwt({ … })` of secure-llm/gateway.',
  refs: ['API2:2023', 'CWE-347'],
  script(file, tell) {
    if (file.nodes('Identifier').some(({ name }) => VERIFIES.test(name))) return;
    for (const node of file.nodes('CallExpression')) {
      const [token] = node.arguments;
      if (token && isDecode(file, node.callee) && comesFromRequest(file, token)) tell(node);
    }
  },
  bad: [
    {
      text: () =>
        "import jwt from 'jsonwebtoken';\nconst token = req.headers.authorization.split(' ')[1];\nconst user = jwt.decode(token);",
    },
    { text: () => "import { decodeJwt } from 'jose';\nconst { sub } = decodeJwt(req.body.token);" },
  ],
  good: [
    { text: () => "import { jwtDecode } from 'jwt-decode';\nconst user = jwtDecode(localStorage.getItem('token'));" },
    {
      text: () =>
        "import jwt from 'jsonwebtoken';\nconst { header } = jwt.decode(req.body.token, { complete: true });\njwt.verify(req.body.token, keyOf(header), { algorithms: ['RS256'] });",
    },
    { text: () => "import he from 'he';\nconst text = he.decode(req.body.text);" },
  ],
};

const VERIFIES = /^(?:jwtVerify|verify\w*)$/;

function isDecode(file: ScriptFile, callee: Node): boolean {
  const [first = '', method] = pathOf(callee).split('.');
  const imported = file.bindings.imported(first);
  if (imported?.module === 'jsonwebtoken') return (method ?? imported.name) === 'decode';
  if (imported?.module === 'jose') return (method ?? imported.name) === 'decodeJwt';
  return imported?.module === 'jwt-decode';
}

const comesFromRequest = (file: ScriptFile, node: Node): boolean =>
  headerBehind(file, node) !== undefined || file.flow.comesFrom(node, 'request');
