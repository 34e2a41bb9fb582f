import { Alert } from 'antd';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { Mark } from '../../shared/staff/Mark';
import type { Tone } from '../../shared/theme/tokens';
import { RegisterFindingsDocument, type RegisterFindingKind } from '../gql/graphql';
import s from './Account.module.css';
import { registerText } from './registerText';

const tones: Record<RegisterFindingKind, Tone> = { OVERDUE: 'bad', DUE: 'warn', SECRET_LOST: 'bad', UNFILED: 'bad', ROTATION_DUE: 'warn', NAMES_DIFFER: 'warn', NO_NOTICE: 'warn' };

const watched = { additionalTypenames: ['Account', 'RegisterEntry'] };

/** What a look over the register finds, above the list it is about; while it is asked there is nothing to see. */
export function Findings() {
  const t = useText(registerText);
  const lang = useLang();
  const [{ data }] = useQuery({ query: RegisterFindingsDocument, context: watched });
  if (!data) return null;
  const found = data.registerFindings;
  if (found.length === 0) return <p className={s.quiet}>{t('findingsNone')}</p>;
  const bad = found.some((finding) => tones[finding.kind] === 'bad');
  return (
    <Alert
      type={bad ? 'error' : 'warning'}
      style={{ marginBottom: 12 }}
      title={t('findings')}
      description={
        <ul className={s.found}>
          {found.map((finding) => (
            <li key={`${finding.account.id}:${finding.kind}:${finding.message}`}>
              <Mark tone={tones[finding.kind]}>{t(finding.kind)}</Mark>
              <Link to={`/console/accounts/${finding.account.id}`}>{finding.account.name}</Link>
              <span>
                {finding.account.platform} · {lang === 'zh' ? finding.account.department.name : finding.account.department.nameEn}
              </span>
              <span>{finding.message}</span>
            </li>
          ))}
        </ul>
      }
    />
  );
}
