import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import type { CodegenConfig } from '@graphql-codegen/cli';
import { addTypenameSelectionDocumentTransform } from '@graphql-codegen/client-preset';

// A scalar that is missing here becomes `unknown`, so a new one in the contract cannot slip in as `any`.
const scalars = {
  Date: 'string',
  DateTime: 'string',
  UUID: 'string',
  ID: 'string',
  JSON: 'unknown',
  Digest: 'string',
  Long: 'number',
};

const sha256 = (document: string) => createHash('sha256').update(document).digest('hex');

const areas = ['console', 'public', 'oversight'] as const;

const generates: CodegenConfig['generates'] = {};
for (const area of areas) {
  const schema = `../../schema/${area}.graphql`;
  // An area without operations has nothing to generate.
  const asks = readdirSync(`src/${area}`, { recursive: true, encoding: 'utf8' }).some((file) => file.endsWith('.graphql'));
  if (!asks || !existsSync(schema)) continue;
  generates[`src/${area}/gql/`] = {
    schema,
    documents: [`src/${area}/**/*.graphql`],
    preset: 'client',
    // A registered document is sent as it stands, so what the client's cache needs is written into it.
    ...(area === 'public' ? { documentTransforms: [addTypenameSelectionDocumentTransform] } : {}),
    presetConfig: {
      fragmentMasking: false,
      // The public schema answers registered operations only: the manifest is what gets registered.
      ...(area === 'public' ? { persistedDocuments: { hashAlgorithm: sha256 } } : {}),
    },
    config: {
      scalars,
      defaultScalarType: 'unknown',
      enumsAsTypes: true,
      useTypeImports: true,
      avoidOptionals: { field: true },
    },
  };
}

const config: CodegenConfig = { generates, ignoreNoDocuments: true };

export default config;
