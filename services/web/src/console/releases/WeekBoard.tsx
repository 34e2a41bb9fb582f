import { Alert, Button, Space } from 'antd';
import { useMemo, useState } from 'react';
import { useQuery } from 'urql';
import { useText } from '../../shared/i18n/text';
import { Answer } from '../../shared/staff/Answer';
import { Empty } from '../../shared/states/States';
import { ReleasesDocument, type ReleasesQuery } from '../gql/graphql';
import { useRight } from '../session';
import { MoveDialog } from './MoveDialog';
import { span } from './month';
import { releasesText } from './text';
import s from './Week.module.css';
import { daysOf, later } from './week';
import { WeekGrid, type Move } from './WeekGrid';

type Row = ReleasesQuery['releases']['nodes'][number];

/** A week of releases, account by account: dragged to another day, or moved several at once. */
export function WeekBoard({ monday }: { monday: string }) {
  const days = useMemo(() => daysOf(monday), [monday]);
  const range = useMemo(() => span([days]), [days]);
  const releases = useQuery({ query: ReleasesDocument, variables: { first: 100, ...range } });
  return <Answer query={releases}>{(data) => <Week days={days} releases={data.releases.nodes} more={data.releases.pageInfo.hasNextPage} />}</Answer>;
}

function Week({ days, releases, more }: { days: string[]; releases: Row[]; more: boolean }) {
  const t = useText(releasesText);
  const may = useRight();
  const [moves, setMoves] = useState<Move[] | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<string> | null>(null);
  const movable = may('release.plan');
  const choose = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  const moveChosen = () => setMoves(releases.filter((release) => chosen?.has(release.id)).map((release) => ({ release, at: later(release.scheduledAt, 24 * 60) })));
  if (releases.length === 0) return <Empty title={t('noneThisWeek')} />;
  return (
    <>
      {more ? <Alert type="info" title={t('weekTooFull')} style={{ marginBottom: 12 }} /> : null}
      {movable ? (
        <Space wrap style={{ marginBottom: 12 }}>
          {chosen ? (
            <>
              <Button type="primary" disabled={chosen.size === 0} onClick={moveChosen}>
                {t('moveChosen', { n: chosen.size })}
              </Button>
              <Button onClick={() => setChosen(null)}>{t('endChoosing')}</Button>
            </>
          ) : (
            <Button onClick={() => setChosen(new Set())}>{t('choose')}</Button>
          )}
          {chosen ? <span>{t('chooseHint')}</span> : <span className={s.drag}>{t('moveHint')}</span>}
        </Space>
      ) : null}
      <WeekGrid days={days} releases={releases} movable={movable} chosen={chosen} onChoose={choose} onMove={(move) => setMoves([move])} />
      {moves ? (
        <MoveDialog
          moves={moves}
          onClose={(moved) => {
            setMoves(null);
            if (moved) setChosen(null);
          }}
        />
      ) : null}
    </>
  );
}
