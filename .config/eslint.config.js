import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import globals from 'globals'
import svelte from 'eslint-plugin-svelte'
import ts from 'typescript-eslint'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const entryPoints = ['extension/entrypoints/**', '**/*.config.ts']
const commandLine = ['core/cli/**', 'pwa/serve/**', 'test/**']

// Type-aware rules read every compiler project once; markup goes without them, since svelte-check types it.
export default ts.config(
  {
    ignores: [
      '**/node_modules/',
      '**/dist/',
      '**/.output/',
      '**/.wxt/',
      'core/i18n/generated/',
      'test/fixtures/**',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  ...ts.configs.strictTypeChecked,
  ...svelte.configs.recommended,
  {
    languageOptions: {
      parserOptions: {
        tsconfigRootDir: root,
        projectService: { allowDefaultProject: ['wxt.config.ts', 'pwa/service-worker.ts'] },
        extraFileExtensions: ['.svelte'],
      },
    },
    rules: {
      eqeqeq: 'error',
      'no-console': 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'no-restricted-syntax': [
        'error',
        {
          selector: 'ExportDefaultDeclaration',
          message: 'Exports have names; only entry points have a default.',
        },
      ],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/ban-ts-comment': [
        'error',
        { 'ts-expect-error': 'allow-with-description', minimumDescriptionLength: 10 },
      ],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // `return end(response, 404)` leaves early and says what with.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { attributes: false, arguments: false } },
      ],
      // An index checked by the line above it is common in byte and offset work; the compiler asks for the mark.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // Ports return promises whether or not this implementation needs to wait.
      '@typescript-eslint/require-await': 'off',
      // A callback that is meant to do nothing says so by being empty.
      '@typescript-eslint/no-empty-function': 'off',
      // Lengths the domain sets are counted in code points, which is what the spread gives.
      '@typescript-eslint/no-misused-spread': 'off',
      // Brands and result types read better with their parameter, even where it is used once.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
    },
  },
  { files: entryPoints, rules: { 'no-restricted-syntax': 'off' } },
  { files: commandLine, rules: { 'no-console': 'off' } },
  {
    files: ['test/**'],
    rules: {
      // Tests look into what they were given; a wrong look fails the test.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unnecessary-condition': 'off',
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { globals: globals.browser, parserOptions: { parser: ts.parser } },
  },
  { files: ['**/*.svelte'], ...ts.configs.disableTypeChecked },
  {
    // Props are declared with `let` where one of them is bindable; the plugin's own rule knows runes.
    files: ['**/*.svelte', '**/*.svelte.ts'],
    rules: {
      'prefer-const': 'off',
      // Takes the reason after a silenced warning for the names of more warnings.
      'svelte/no-unused-svelte-ignore': 'off',
      'svelte/prefer-const': ['error', { destructuring: 'all', excludedRunes: ['$props', '$derived'] }],
    },
  },
)
