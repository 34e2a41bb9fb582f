import { PlusOutlined } from '@ant-design/icons';
import { Button, Popconfirm } from 'antd';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useAct } from '../../shared/graphql/useAct';
import { useText, wordFor } from '../../shared/i18n/text';
import { stamp } from '../../shared/lib/time';
import { Answer } from '../../shared/staff/Answer';
import { DataTable, type Column } from '../../shared/staff/DataTable';
import { FaultNote } from '../../shared/staff/FaultNote';
import { Mark } from '../../shared/staff/Mark';
import { Page } from '../../shared/staff/Page';
import { Empty } from '../../shared/states/States';
import { RevokeTokenDocument, TokensDocument, type TokenPartsFragment } from '../gql/graphql';
import { oversightText } from '../text';
import { CreateToken } from './CreateToken';

export function Component() {
  const t = useText(oversightText);
  const query = useQuery({ query: TokensDocument });
  const revoke = useAct(RevokeTokenDocument);
  const [creating, setCreating] = useState(false);
  const columns: Column<TokenPartsFragment>[] = [
    { key: 'name', title: t('tokenName'), render: (row) => row.name },
    { key: 'state', title: t('state'), width: '90px', render: (row) => <TokenState token={row} /> },
    { key: 'scopes', title: t('scopes'), render: (row) => row.scopes.map((scope) => wordFor(t, oversightText, `scope_${scope}`, scope)).join('、') },
    { key: 'created', title: t('created'), width: '150px', render: (row) => stamp(row.createdAt) },
    { key: 'expires', title: t('expires'), width: '150px', render: (row) => stamp(row.expiresAt) },
    {
      key: 'revoke',
      title: t('revoke'),
      width: '90px',
      render: (row) =>
        row.revokedAt ? null : (
          <Popconfirm title={t('revokeAsk')} okText={t('revoke')} onConfirm={() => void revoke.run({ id: row.id })}>
            <Button size="small" danger>
              {t('revoke')}
            </Button>
          </Popconfirm>
        ),
    },
  ];
  return (
    <Page
      title={t('tokens')}
      lead={t('tokensNote')}
      actions={
        <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setCreating(true)}>
          {t('newToken')}
        </Button>
      }
    >
      <FaultNote fault={revoke.fault} />
      <Answer query={query}>
        {(data) =>
          data.tokens.length === 0 ? (
            <Empty title={t('noTokens')} />
          ) : (
            <DataTable label={t('tokens')} columns={columns} rows={data.tokens} rowKey={(row) => row.id} />
          )
        }
      </Answer>
      <CreateToken
        open={creating}
        onClose={() => {
          setCreating(false);
          query[1]({ requestPolicy: 'network-only' });
        }}
      />
    </Page>
  );
}

function TokenState({ token }: { token: TokenPartsFragment }) {
  const t = useText(oversightText);
  if (token.revokedAt) return <Mark tone="neutral">{t('revoked')}</Mark>;
  if (new Date(token.expiresAt) <= new Date()) return <Mark tone="warn">{t('expired')}</Mark>;
  return <Mark tone="good">{t('inForce')}</Mark>;
}
