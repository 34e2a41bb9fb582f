import { useText } from '../../shared/i18n/text';
import { stamp } from '../../shared/lib/time';
import { DataTable, type Column } from '../../shared/staff/DataTable';
import { Mark } from '../../shared/staff/Mark';
import type { Tone } from '../../shared/theme/tokens';
import type { RelayMark, RelayOrdersQuery } from '../gql/graphql';
import s from './Relays.module.css';
import { relaysText } from './text';

type Stand = RelayOrdersQuery['relayOrders']['nodes'][number]['counties'][number];
type Copy = Stand['copies'][number];

const tones: Record<RelayMark, Tone> = { OPEN: 'info', IN_TIME: 'good', LATE: 'warn', MISSING: 'bad', DECLINED: 'neutral', RECALLED: 'neutral' };

/** How an order stands in one county, and by account on demand. */
export function InCounty({ name, stand }: { name: string; stand: Stand }) {
  const t = useText(relaysText);
  return (
    <li>
      <div className={s.county}>
        <strong>{name}</strong>
        {stand.dealt ? (
          <span className={s.marks}>
            <span>{t('out', { n: stand.inTime + stand.late, total: stand.total })}</span>
            {stand.late > 0 ? <Mark tone="warn">{t('late', { n: stand.late })}</Mark> : null}
            {stand.missing > 0 ? <Mark tone="bad">{t('missing', { n: stand.missing })}</Mark> : null}
            {stand.declined > 0 ? <Mark tone="neutral">{t('declined', { n: stand.declined })}</Mark> : null}
          </span>
        ) : (
          <span className={s.quiet}>{t('notDealt')}</span>
        )}
      </div>
      {stand.dealt ? (
        <details>
          <summary>{t('accounts')}</summary>
          <Copies name={name} copies={stand.copies} />
        </details>
      ) : null}
    </li>
  );
}

function Copies({ name, copies }: { name: string; copies: Copy[] }) {
  const t = useText(relaysText);
  const columns: Column<Copy>[] = [
    {
      key: 'account',
      title: t('account'),
      render: (copy) => (
        <>
          <span lang="zh-CN">{copy.accountName}</span> <span className={s.quiet}>{t(`channel_${copy.channel}`)}</span>
        </>
      ),
    },
    { key: 'department', title: t('department'), width: '200px', render: (copy) => <span lang="zh-CN">{copy.departmentName}</span> },
    {
      key: 'mark',
      title: t('mark'),
      width: '140px',
      render: (copy) => (
        <>
          <Mark tone={tones[copy.mark]}>{t(`mark_${copy.mark}`)}</Mark>
          {copy.mark === 'OPEN' && copy.takenAt ? <span className={s.quiet}>{t('takenUp')}</span> : null}
        </>
      ),
    },
    {
      key: 'evidence',
      title: t('evidence'),
      render: (copy) =>
        copy.liveAt ? (
          <>
            {t('liveAt', { at: stamp(copy.liveAt) })}{' '}
            {copy.url ? (
              <a href={copy.url} rel="noopener noreferrer" target="_blank" style={{ textDecoration: 'underline' }}>
                {t('openUrl')}
              </a>
            ) : null}
          </>
        ) : copy.declineReason ? (
          <span lang="zh-CN">{t('reason', { reason: copy.declineReason })}</span>
        ) : (
          '—'
        ),
    },
  ];
  return <DataTable label={`${name} ${t('accounts')}`} columns={columns} rows={copies} rowKey={(copy) => copy.accountId} />;
}
