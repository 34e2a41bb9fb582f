import js from '@eslint/js';
import hooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import ts from 'typescript-eslint';

const staffOnly = ['antd', 'antd/*', '@ant-design/*', '@tiptap/*', 'echarts', 'echarts/*'];

export default ts.config(
  { ignores: ['dist', 'node_modules', 'src/*/gql'] },
  js.configs.recommended,
  ...ts.configs.strict,
  hooks.configs.flat['recommended-latest'],
  {
    languageOptions: { globals: globals.browser },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      'max-lines': ['error', { max: 400 }],
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  {
    // The public site is read on old phones: the staff libraries must not reach it, directly or by way of `shared`.
    files: ['src/public/**', 'src/shared/**'],
    // A drawing is fetched by itself, and only by an article that holds a chart.
    ignores: ['src/shared/staff/**', 'src/public/chart/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ group: [...staffOnly, '**/staff/*', '**/console/*', '**/oversight/*'] }] },
      ],
    },
  },
);
