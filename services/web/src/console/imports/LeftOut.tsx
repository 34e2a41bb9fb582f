import { Alert } from 'antd';
import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import type { LeftOutPartsFragment } from '../gql/graphql';
import { importsText } from './text';

/** What of a document was not imported; nothing where all was. */
export function LeftOut({ of: left }: { of: readonly LeftOutPartsFragment[] }) {
  const t = useText(importsText);
  const lang = useLang();
  if (left.length === 0) return null;
  return (
    <Alert
      type="warning"
      showIcon
      role="status"
      style={{ margin: '12px 0' }}
      title={t('leftOut')}
      description={
        <ul style={{ margin: 0, paddingLeft: 18 }}>
          {left.map(({ kind, message, messageEn }) => (
            <li key={kind}>{lang === 'zh' ? message : messageEn}</li>
          ))}
        </ul>
      }
    />
  );
}
