import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { stamp } from '../../shared/lib/time';
import { FaultNote } from '../../shared/staff/FaultNote';
import { Mark } from '../../shared/staff/Mark';
import { FetchWechatCommentsDocument, type WechatCommentReadingsQuery } from '../gql/graphql';
import { useRight } from '../session';
import s from './Comments.module.css';
import { wechatText } from './text';

type Reading = WechatCommentReadingsQuery['wechatCommentReadings'][number];

/** How reading each account goes: when it was last read, or why it cannot be. */
export function Readings({ readings, onFetched }: { readings: Reading[]; onFetched: () => void }) {
  const t = useText(wechatText);
  if (readings.length === 0) return null;
  return (
    <ul className={s.readings} aria-label={t('readings')}>
      {readings.map((reading) => (
        <One key={reading.account.id} reading={reading} onFetched={onFetched} />
      ))}
    </ul>
  );
}

function One({ reading, onFetched }: { reading: Reading; onFetched: () => void }) {
  const t = useText(wechatText);
  const may = useRight();
  const fetch = useAct(FetchWechatCommentsDocument);
  const [asked, setAsked] = useState(false);
  const { account } = reading;
  const ask = async () => {
    if (!(await fetch.run({ accountId: account.id }))) return;
    setAsked(true);
    onFetched();
  };
  return (
    <li>
      <span className={s.name}>{account.name}</span>
      <State reading={reading} />
      {reading.may && may('account.operate') ? (
        <Button size="small" loading={fetch.busy} disabled={asked} onClick={() => void ask()}>
          {asked ? t('fetching') : t('fetch')}
        </Button>
      ) : null}
      <FaultNote fault={fetch.fault} />
    </li>
  );
}

function State({ reading: { may, readAt, refusedText, refusedAt, account } }: { reading: Reading }) {
  const t = useText(wechatText);
  if (!may)
    return (
      <span>
        <Mark tone="neutral">{t('mayNot')}</Mark> <Link to={`/console/accounts/${account.id}`}>{t('mayNotHint')}</Link>
      </span>
    );
  if (refusedText)
    return (
      <span role="alert">
        <Mark tone="bad">{t('refused')}</Mark> {refusedAt ? stamp(refusedAt) : ''} {refusedText}
      </span>
    );
  return <span className={s.quiet}>{readAt ? t('readAt', { at: stamp(readAt) }) : t('notRead')}</span>;
}
