/**
 * The import table of the architecture, folder by folder, and no cycle anywhere.
 *
 * `scripts/`, `deploy/`, `e2e/` and `bench/` start and drive the parts: they may import any of them, and none imports them.
 */

/** What each folder may import of the others. */
const MAY_IMPORT = {
  cms: ['calendar', 'model'],
  site: ['search', 'nis2', 'calendar', 'model'],
  search: ['model'],
  nis2: [],
  calendar: ['model'],
  model: [],
  seeds: ['model'],
};

const FOLDERS = [...Object.keys(MAY_IMPORT), 'scripts', 'deploy', 'e2e', 'bench'];

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...Object.entries(MAY_IMPORT).map(([folder, allowed]) => ({
      name: `${folder}-imports`,
      comment: `${folder}/ may import ${allowed.map((name) => `${name}/`).join(', ') || 'no other folder'} only.`,
      severity: 'error',
      from: { path: `^${folder}/` },
      to: { path: `^(${FOLDERS.filter((name) => name !== folder && !allowed.includes(name)).join('|')})/` },
    })),
    {
      name: 'pure-rules',
      comment: 'nis2/ holds pure rules: no input, no output.',
      severity: 'error',
      from: { path: '^nis2/', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-cycle',
      comment: 'A cycle makes two files one: neither can be read, tested or moved alone.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      comment: 'An import that leads nowhere escapes every other rule.',
      severity: 'error',
      // Virtual modules of the Astro build.
      from: {},
      to: { couldNotResolve: true, pathNot: '^(astro:|virtual:)' },
    },
    {
      name: 'no-test-in-production',
      comment: 'What runs must not need what tests it.',
      severity: 'error',
      from: { pathNot: '(\\.test\\.tsx?$|\\.e2e\\.ts$|/test/|^e2e/|^bench/|^vitest\\.config\\.ts$)' },
      to: { path: '(\\.test\\.tsx?$|/test/)', pathNot: 'node_modules' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|build|\\.astro|\\.cache|\\.palier|\\.strapi|types/generated)/' },
    // Imports of types count: they tie files together for the reader as much as the others.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    moduleSystems: ['es6', 'cjs'],
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.cjs', '.js', '.json', '.d.ts'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
