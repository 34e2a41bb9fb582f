import { Alert } from 'antd';
import { useEffect, useState } from 'react';
import { useQuery } from 'urql';
import { useText } from '../../shared/i18n/text';
import { BlastWarningDocument } from '../gql/graphql';
import { matrixText } from './text';

/** Warns, before a release is planned, of the same words on many accounts within minutes. */
export function Blast({ articleId, accountIds, at }: { articleId: string; accountIds: string[]; at: string | null }) {
  const t = useText(matrixText);
  const [opened] = useState(() => new Date().toISOString());
  const asked = useSettled(accountIds);
  const [{ data }] = useQuery({ query: BlastWarningDocument, variables: { articleId, accountIds: asked, at: at ?? opened }, pause: asked.length === 0 });
  const warning = asked.length > 0 ? data?.blastWarning : null;
  if (!warning) return null;
  const { accounts, limit, minutes } = warning;
  return <Alert type="warning" showIcon role="status" title={t('blast', { accounts, limit, minutes })} style={{ marginBottom: 12 }} />;
}

/** What was chosen once nothing has changed for a moment: boxes are ticked one after another. */
function useSettled(chosen: string[]): string[] {
  const key = [...chosen].sort().join(',');
  const [settled, setSettled] = useState(key);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(key), 300);
    return () => clearTimeout(timer);
  }, [key]);
  return settled === '' ? [] : settled.split(',');
}
