import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { stamp } from '../../shared/lib/time';
import { FaultNote } from '../../shared/staff/FaultNote';
import { Mark } from '../../shared/staff/Mark';
import { useLooking } from '../../shared/staff/useLooking';
import { FetchWechatCommentsDocument, type WechatCommentReadingsQuery } from '../gql/graphql';
import { useRight } from '../session';
import s from './Comments.module.css';
import { wechatText } from './text';

type Reading = WechatCommentReadingsQuery['wechatCommentReadings'][number];

/** How long it is asked whether a reading that was asked for is done. */
const atMost = 60_000;

interface Told {
  /** It may be time to look how reading goes. */
  onLook: () => void;
  /** What somebody had read is there. */
  onFetched: () => void;
}

/** How reading each account goes: when it was last read, or why it cannot be. */
export function Readings({ readings, ...told }: { readings: Reading[] } & Told) {
  const t = useText(wechatText);
  if (readings.length === 0) return null;
  return (
    <ul className={s.readings} aria-label={t('readings')}>
      {readings.map((reading) => (
        <One key={reading.account.id} reading={reading} {...told} />
      ))}
    </ul>
  );
}

function One({ reading, ...told }: { reading: Reading } & Told) {
  const t = useText(wechatText);
  const may = useRight();
  const fetch = useAct(FetchWechatCommentsDocument);
  const { account } = reading;
  const [waiting, wait] = useNext(lastOf(reading), told);
  const ask = async () => {
    if (await fetch.run({ accountId: account.id })) wait();
  };
  return (
    <li>
      <span className={s.name}>{account.name}</span>
      <State reading={reading} />
      {reading.may && may('account.operate') ? (
        <Button size="small" loading={fetch.busy} disabled={waiting} onClick={() => void ask()}>
          {waiting ? t('fetching') : t('fetch')}
        </Button>
      ) : null}
      <FaultNote fault={fetch.fault} />
    </li>
  );
}

const lastOf = ({ readAt, refusedAt }: Reading) => `${readAt} ${refusedAt}`;

/** Looks until another than the last reading is there; gives up after a while, for the account may have to wait for its next day. */
function useNext(last: string, { onLook, onFetched }: Told): [boolean, () => void] {
  const [before, setBefore] = useState<string | null>(null);
  const waiting = before === last;
  const done = before !== null && !waiting;
  useLooking(waiting, onLook);
  useEffect(() => {
    if (!waiting) return;
    const end = setTimeout(() => setBefore(null), atMost);
    return () => clearTimeout(end);
  }, [waiting]);
  useEffect(() => {
    if (done) onFetched();
  }, [done, onFetched]);
  return [waiting, () => setBefore(last)];
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
