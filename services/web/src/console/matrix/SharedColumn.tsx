import { Alert } from 'antd';
import { useEffect, useRef } from 'react';
import { useQuery } from 'urql';
import { useText } from '../../shared/i18n/text';
import { ColumnAccountsDocument } from '../gql/graphql';
import { matrixText } from './text';

/** Chooses the accounts that share the piece's column, once; whoever plans may still change them. */
export function SharedColumn({ columnId, onChosen }: { columnId: string | null; onChosen: (ids: string[]) => void }) {
  const t = useText(matrixText);
  const done = useRef(false);
  const [{ data }] = useQuery({ query: ColumnAccountsDocument, variables: { columnId: columnId ?? '' }, pause: columnId === null });
  const accounts = data?.columnAccounts;
  useEffect(() => {
    if (done.current || !accounts || accounts.length === 0) return;
    done.current = true;
    onChosen(accounts.map((account) => account.id));
  }, [accounts, onChosen]);
  if (!accounts || accounts.length === 0) return null;
  return <Alert type="info" title={`${t('columnPicked')}：${accounts.map((account) => account.name).join('、')}`} style={{ marginBottom: 12 }} />;
}
