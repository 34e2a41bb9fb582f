import { SwapOutlined } from '@ant-design/icons';
import { Button, Checkbox } from 'antd';
import { useState, type KeyboardEvent } from 'react';
import { Link } from 'react-router';
import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { clock, isoDay } from '../../shared/lib/time';
import { Mark } from '../../shared/staff/Mark';
import type { ReleasesQuery } from '../gql/graphql';
import { toneOf, useWord } from '../words';
import { releasesText } from './text';
import s from './Week.module.css';
import { later, onDay, shiftDay } from './week';

type Row = ReleasesQuery['releases']['nodes'][number];

/** A release, and where it is to go. */
export interface Move {
  release: Row;
  at: string;
}

export interface WeekGridProps {
  days: string[];
  releases: Row[];
  movable: boolean;
  /** The ones chosen, while several are. */
  chosen: ReadonlySet<string> | null;
  onChoose: (id: string) => void;
  onMove: (move: Move) => void;
}

/** Accounts down, days across; on a phone one account under another, each with the days that hold something. */
export function WeekGrid(props: WeekGridProps) {
  const { days, releases, onMove } = props;
  const t = useText(releasesText);
  const lang = useLang();
  const [over, setOver] = useState('');
  const weekday = new Intl.DateTimeFormat(lang === 'zh' ? 'zh-CN' : 'en', { weekday: 'short', timeZone: 'UTC' });
  const name = (day: string) => `${weekday.format(new Date(`${day}T00:00:00Z`))} ${Number(day.slice(5, 7))}/${Number(day.slice(8))}`;
  const today = isoDay(new Date());
  const drop = (id: string, day: string) => {
    setOver('');
    const release = releases.find((one) => one.id === id);
    if (release && isoDay(release.scheduledAt) !== day) onMove({ release, at: onDay(release.scheduledAt, day) });
  };
  return (
    <table className={s.week} aria-label={t('viewWeek')}>
      <thead>
        <tr>
          <th scope="col">{t('account')}</th>
          {days.map((day) => (
            <th key={day} scope="col" aria-current={day === today ? 'date' : undefined}>
              {name(day)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {accountsOf(releases).map((account) => (
          <tr key={account.id}>
            <th scope="row">{account.name}</th>
            {days.map((day) => {
              const here = inOrder(releases.filter((release) => isoDay(release.scheduledAt) === day && release.targets.some((target) => target.account.id === account.id)));
              const cell = `${account.id} ${day}`;
              return (
                <td
                  key={day}
                  data-title={name(day)}
                  className={[here.length === 0 ? s.blank : '', over === cell ? s.over : ''].join(' ')}
                  onDragOver={(event) => {
                    event.preventDefault();
                    setOver(cell);
                  }}
                  onDragLeave={() => setOver('')}
                  onDrop={(event) => {
                    event.preventDefault();
                    drop(event.dataTransfer.getData('text/plain'), day);
                  }}
                >
                  {here.map((release) => (
                    <Item key={release.id} release={release} accountId={account.id} {...props} />
                  ))}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function accountsOf(releases: Row[]): { id: string; name: string }[] {
  const accounts = new Map(releases.flatMap((release) => release.targets.map((target) => [target.account.id, target.account])));
  return [...accounts.values()].sort((a, b) => a.name.localeCompare(b.name, 'zh-CN'));
}

function inOrder(releases: Row[]): Row[] {
  return [...releases].sort((a, b) => a.scheduledAt.localeCompare(b.scheduledAt));
}

interface ItemProps extends WeekGridProps {
  release: Row;
  accountId: string;
}

function Item({ release, accountId, movable, chosen, onChoose, onMove }: ItemProps) {
  const t = useText(releasesText);
  const word = useWord();
  const target = release.targets.find((one) => one.account.id === accountId);
  const moves = movable && !release.withdrawnAt && release.targets.every((one) => one.state === 'PLANNED');
  const state = release.withdrawnAt ? 'WITHDRAWN' : (target?.state ?? 'PLANNED');
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!event.shiftKey || !moves || !by) return;
    event.preventDefault();
    onMove({ release, at: onDay(release.scheduledAt, shiftDay(isoDay(release.scheduledAt), by)) });
  };
  const body = (
    <>
      <span className={s.time}>{clock(release.scheduledAt)}</span> <Mark tone={toneOf(state)}>{word('target', state)}</Mark>
      {release.embargo ? <Mark tone="warn">{t('embargoShort')}</Mark> : null}
      <span className={s.name}>{release.title}</span>
    </>
  );
  if (chosen) {
    return (
      <Checkbox className={s.item ?? ''} disabled={!moves} checked={chosen.has(release.id)} onChange={() => onChoose(release.id)}>
        {body}
      </Checkbox>
    );
  }
  return (
    <div className={s.item} draggable={moves} onDragStart={(event) => event.dataTransfer.setData('text/plain', release.id)}>
      <Link to={`/console/releases/${release.id}`} draggable={false} onKeyDown={onKeyDown}>
        {body}
      </Link>
      {moves ? (
        <Button
          type="text"
          size="small"
          icon={<SwapOutlined />}
          aria-label={t('moveOf', { title: release.title })}
          title={t('reschedule')}
          onClick={() => onMove({ release, at: later(release.scheduledAt, 24 * 60) })}
        />
      ) : null}
    </div>
  );
}
