import { Alert, Checkbox, Input, Select } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { useText } from '../../shared/i18n/text';
import { stamp } from '../../shared/lib/time';
import { Answer } from '../../shared/staff/Answer';
import { DataTable, type Column } from '../../shared/staff/DataTable';
import { Filters } from '../../shared/staff/Filters';
import { Mark } from '../../shared/staff/Mark';
import { Page } from '../../shared/staff/Page';
import { Pager, usePaging } from '../../shared/staff/Pager';
import { RowButton } from '../../shared/staff/RowButton';
import { Empty } from '../../shared/states/States';
import { OwnOutletsDocument, WireDocument, type OfferPartsFragment, type OfferStanding } from '../gql/graphql';
import { toneOf, useWord } from '../words';
import { PieceDrawer } from './PieceDrawer';
import { wireText } from './text';

const standings: OfferStanding[] = ['USABLE', 'CORRECTED', 'KILLED'];
/** An empty list names no type, so the first offer would not refresh it without this. */
const watched = { additionalTypenames: ['Offer', 'Pickup'] };

/** 供稿台: what is offered to the outlets one works for, with its filters in the address. */
export function Component() {
  const t = useText(wireText);
  const word = useWord();
  const [search, setSearch] = useSearchParams();
  const paging = usePaging();
  const [{ data: own }] = useQuery({ query: OwnOutletsDocument });
  const [open, setOpen] = useState<OfferPartsFragment | null>(null);
  const standing = standings.find((each) => each === search.get('standing')) ?? null;
  const [words, outletId, untaken] = [search.get('search'), search.get('outlet'), search.get('untaken') === 'yes'];
  const wire = useQuery({
    query: WireDocument,
    variables: { first: 20, after: paging.after, filter: { outletId, search: words, standing, untaken, topic: null, language: null } },
    context: watched,
  });
  const filter = (key: string, value: string | null) => {
    paging.reset();
    setSearch((now) => {
      if (value) now.set(key, value);
      else now.delete(key);
      return now;
    });
  };
  const outlets = own?.ownOutlets ?? [];
  const narrowed = standing !== null || words !== null || outletId !== null || untaken;
  return (
    <Page title={t('title')} lead={outlets.length > 0 ? t('lead', { outlets: outlets.map((outlet) => outlet.name).join('、') }) : undefined}>
      {own && outlets.length === 0 ? <Alert type="info" showIcon title={t('noOutlet')} style={{ marginBottom: 12 }} /> : null}
      <Filters>
        <Input.Search aria-label={t('search')} placeholder={t('search')} allowClear defaultValue={words ?? ''} style={{ width: 240 }} onSearch={(value) => filter('search', value.trim())} />
        <Select
          aria-label={t('standing')}
          value={standing ?? ''}
          style={{ width: 120 }}
          onChange={(value: string) => filter('standing', value)}
          options={[{ value: '', label: t('all') }, ...standings.map((value) => ({ value: value as string, label: word('offer', value) }))]}
        />
        {outlets.length > 1 ? (
          <Select
            aria-label={t('outlet')}
            value={outletId ?? ''}
            style={{ width: 160 }}
            onChange={(value: string) => filter('outlet', value)}
            options={[{ value: '', label: t('allOutlets') }, ...outlets.map((outlet) => ({ value: outlet.id, label: outlet.name }))]}
          />
        ) : null}
        <Checkbox checked={untaken} onChange={(event) => filter('untaken', event.target.checked ? 'yes' : null)}>
          {t('untaken')}
        </Checkbox>
      </Filters>
      <Answer query={wire}>
        {({ wire: page }) => (
          <>
            {page.nodes.length === 0 ? (
              <Empty title={narrowed ? t('noneFound') : t('none')} hint={narrowed ? t('noneFoundHint') : t('noneHint')} />
            ) : (
              <Offers offers={page.nodes} several={outlets.length > 1} onOpen={setOpen} />
            )}
            <Pager paging={paging} info={page.pageInfo} />
          </>
        )}
      </Answer>
      <PieceDrawer offer={open} onClose={() => setOpen(null)} />
    </Page>
  );
}

interface OffersProps {
  offers: OfferPartsFragment[];
  several: boolean;
  onOpen: (offer: OfferPartsFragment) => void;
}

function Offers({ offers, several, onOpen }: OffersProps) {
  const t = useText(wireText);
  const word = useWord();
  const columns: Column<OfferPartsFragment>[] = [
    {
      key: 'title',
      title: t('pieceTitle'),
      render: (offer) => (
        <>
          <RowButton onClick={() => onOpen(offer)}>{offer.title}</RowButton>
          {offer.topics.length > 0 ? <div style={{ fontSize: 12 }}>{offer.topics.join('、')}</div> : null}
        </>
      ),
    },
    ...(several ? [{ key: 'outlet', title: t('outlet'), width: '120px', render: (offer: OfferPartsFragment) => offer.outletName }] : []),
    { key: 'department', title: t('department'), width: '170px', render: (offer) => offer.departmentName },
    { key: 'standing', title: t('standing'), width: '90px', render: (offer) => <Mark tone={toneOf(offer.standing)}>{word('offer', offer.standing)}</Mark> },
    { key: 'changed', title: t('changedAt'), width: '150px', render: (offer) => stamp(offer.changedAt) },
    { key: 'taken', title: t('taken'), width: '170px', render: (offer) => (offer.takenAt ? t('takenAt', { at: stamp(offer.takenAt) }) : t('notTaken')) },
    { key: 'used', title: t('used'), width: '80px', render: (offer) => (offer.pickups > 0 ? t('usedTimes', { n: offer.pickups }) : '—') },
  ];
  return <DataTable label={t('title')} columns={columns} rows={offers} rowKey={(offer) => offer.outletId + offer.articleId} onOpen={onOpen} />;
}
