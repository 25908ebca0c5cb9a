import { pathOf } from '../bindings.ts';
import { callsIn } from '../calls.ts';
import type { StaticRule } from '../rule.ts';

const RUNS =
  /\.(?:\$queryRawUnsafe|\$executeRawUnsafe)$|(?:^|\.)(?:db|database|conn|connection|pool|client|sql|sqlite|mysql|pg|postgres|knex|prisma|sequelize|dataSource|entityManager|manager|tx|trx)\.(?:query|execute|raw|prepare|unsafe|exec|run|all|get|each)$/i;

export const sqlAnswer: StaticRule = {
  id: 'SLLM-SQL-ANSWER',
  title: 'Model output in a database query',
  severity: 'high',
  why: 'A prompt can have the model write any query: read what other people own, change it, drop it.',
  fix: 'Bind values as parameters; for questions in words, a read-only role that sees only what the asker may see.',
  refs: ['LLM05:2025', 'CWE-89'],
  script(file, tell) {
    for (const call of callsIn(file)) {
      const [sql] = call.arguments;
      if (sql && RUNS.test(pathOf(call.callee)) && isText(sql.type) && file.flow.comesFrom(sql, 'model')) tell(call);
    }
  },
  bad: [
    { text: () => 'const { text } = await generateText({ model, prompt });\nawait pool.query(text);' },
    {
      text: () =>
        "const { object } = await generateObject({ model, schema });\nawait db.query(`SELECT * FROM orders WHERE name = '${object.name}'`);",
    },
    {
      text: () =>
        "import { tool } from 'ai';\nexport const ask = tool({ inputSchema, execute: ({ sql }) => prisma.$queryRawUnsafe(sql) });",
    },
  ],
  good: [
    {
      text: () =>
        "const { object } = await generateObject({ model, schema });\nawait db.query('SELECT * FROM orders WHERE name = $1', [object.name]);",
    },
    {
      text: () =>
        'const { object } = await generateObject({ model, schema });\nawait prisma.$queryRaw`SELECT ${object.id}`;',
    },
    {
      text: () =>
        'const { text } = await generateText({ model, prompt });\nawait index.query({ topK: 3, text });\nawait db.query(sql`SELECT ${text}`);',
    },
    {
      text: () =>
        'const { text } = await generateText({ model, prompt });\nconst value = cache.get(text);\noptions.execute(text);',
    },
  ],
};

/** An object is a query of another kind, with values apart. */
const isText = (type: string): boolean => type !== 'ObjectExpression';
