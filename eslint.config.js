import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** Has no tsconfig of its own, or is left out of it: linted without types. */
const WITHOUT_TYPES = ['**/*.{js,cjs,mjs}', 'cms/test/**', 'cms/**/*.test.ts', 'cms/src/admin/**', 'site/**/*.d.ts'];

export default defineConfig(
  // `astro check` reads the .astro files.
  globalIgnores([
    '**/dist/**',
    '**/build/**',
    '**/.astro/**',
    '**/.cache/**',
    '.palier/**',
    'cms/types/generated/**',
    '**/*.astro',
  ]),
  {
    files: ['**/*.{ts,tsx,js,cjs,mjs}'],
    extends: [tseslint.configs.recommendedTypeChecked],
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      'no-implicit-coercion': ['error', { boolean: false }],
      'no-promise-executor-return': 'off',
      'prefer-const': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // Interfaces here are written with methods whether or not they use `this`.
      '@typescript-eslint/unbound-method': 'off',
      // A method of an interface may answer at once or later; a caller awaits either.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none' },
      ],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowNullish: true, allowBoolean: true },
      ],
      // Event handlers may be asynchronous where their errors are handled.
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
    },
  },
  {
    // Strapi's and knex's own types say `any` where the answers of HTTP calls and of databases do; the schemas of
    // model/ stand behind them, and the assertions of the tests.
    files: ['cms/**', '**/*.test.{ts,tsx}', '**/testing/**', 'e2e/**', 'bench/**'],
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      // Naming the type of a row that is `any` is not unnecessary.
      '@typescript-eslint/no-unnecessary-type-assertion': 'off',
    },
  },
  {
    files: WITHOUT_TYPES,
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { parserOptions: { projectService: false } },
  },
  {
    files: ['**/*.{cjs,js,mjs}'],
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  {
    // Entry points: what they print is their purpose.
    files: ['**/main.ts', '**/cli.ts', '**/server.cjs', 'cms/test/**', 'scripts/**', 'deploy/**', 'bench/**', 'e2e/**'],
    rules: { 'no-console': 'off' },
  },
);
