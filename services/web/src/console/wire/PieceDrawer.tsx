import { Alert, App, Button, Drawer } from 'antd';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { download } from '../../shared/lib/download';
import { stamp } from '../../shared/lib/time';
import { Answer } from '../../shared/staff/Answer';
import { FaultNote } from '../../shared/staff/FaultNote';
import { Mark } from '../../shared/staff/Mark';
import { OfferedPieceDocument, TakeOfferDocument, type OfferedPieceQuery, type OfferForm, type OfferPartsFragment } from '../gql/graphql';
import { toneOf, useWord } from '../words';
import { MarkUsed } from './MarkUsed';
import { wireText } from './text';
import s from './Wire.module.css';

/** One offered piece: its words, its files, taking it, and telling where it was used. */
export function PieceDrawer({ offer, onClose }: { offer: OfferPartsFragment | null; onClose: () => void }) {
  return (
    <Drawer open={offer !== null} onClose={onClose} size={720} title={offer?.title}>
      {offer ? <Asked key={offer.outletId + offer.articleId} outletId={offer.outletId} articleId={offer.articleId} /> : null}
    </Drawer>
  );
}

function Asked({ outletId, articleId }: { outletId: string; articleId: string }) {
  const t = useText(wireText);
  const [piece, refresh] = useQuery({ query: OfferedPieceDocument, variables: { outletId, articleId } });
  const again = () => refresh({ requestPolicy: 'network-only' });
  return <Answer query={[piece, refresh]}>{(data) => (data.offer ? <Shown piece={data.offer} pickups={data.pickups.nodes} onChanged={again} /> : <p>{t('notFound')}</p>)}</Answer>;
}

type Piece = NonNullable<OfferedPieceQuery['offer']>;
type Pickups = OfferedPieceQuery['pickups']['nodes'];

function Shown({ piece, pickups, onChanged }: { piece: Piece; pickups: Pickups; onChanged: () => void }) {
  const t = useText(wireText);
  const { offer } = piece;
  const [marking, setMarking] = useState(false);
  return (
    <>
      {offer.standing === 'KILLED' ? <Alert type="error" showIcon style={{ marginBottom: 12 }} title={t('killedTitle')} description={`${piece.note} ${t('killedHint')}`} /> : null}
      {offer.standing === 'CORRECTED' ? <Alert type="warning" showIcon style={{ marginBottom: 12 }} title={t('correctedTitle')} description={piece.note} /> : null}
      <p className={s.quiet}>
        {offer.departmentName} · {stamp(offer.changedAt)}
      </p>
      <Acts piece={piece} onTaken={onChanged} onMark={() => setMarking(true)} />
      {piece.text !== null ? (
        <pre className={s.text} tabIndex={0} aria-label={t('text')}>
          {piece.text}
        </pre>
      ) : null}
      <Files files={piece.files} />
      <Used pickups={pickups} />
      {marking ? (
        <MarkUsed
          outletId={offer.outletId}
          articleId={offer.articleId}
          onClose={() => setMarking(false)}
          onTold={() => {
            setMarking(false);
            onChanged();
          }}
        />
      ) : null}
    </>
  );
}

function Acts({ piece, onTaken, onMark }: { piece: Piece; onTaken: () => void; onMark: () => void }) {
  const t = useText(wireText);
  const { message } = App.useApp();
  const take = useAct(TakeOfferDocument);
  const { offer, text } = piece;
  const run = async (form: OfferForm) => {
    const data = await take.run({ outletId: offer.outletId, articleId: offer.articleId, form });
    if (!data) return;
    download(data.takeOffer);
    onTaken();
  };
  const copy = async () => {
    await navigator.clipboard.writeText(text ?? '');
    void message.success(t('copied'));
  };
  return (
    <>
      <FaultNote fault={take.fault} />
      <div className={s.acts}>
        {text !== null ? (
          <>
            <Button type="primary" loading={take.busy} onClick={() => void run('TEXT')}>
              {t('takeText')}
            </Button>
            <Button loading={take.busy} onClick={() => void run('NINJS')}>
              {t('takeNinjs')}
            </Button>
            <Button onClick={() => void copy()}>{t('copyText')}</Button>
          </>
        ) : null}
        <Button onClick={onMark}>{t('markUsed')}</Button>
        {piece.page && text !== null ? (
          <a href={piece.page} target="_blank" rel="noreferrer">
            {t('page')}
          </a>
        ) : null}
      </div>
      {text !== null ? <p className={s.quiet}>{t('takeNote')}</p> : null}
    </>
  );
}

function Files({ files }: { files: Piece['files'] }) {
  const t = useText(wireText);
  if (files.length === 0) return null;
  return (
    <>
      <h3>{t('files')}</h3>
      <ul className={s.files}>
        {files.map((file) => (
          <li key={file.href}>
            <a href={file.href} target="_blank" rel="noreferrer">
              {file.kind === 'picture' ? <img src={file.href} alt={file.title} /> : null}
              {file.title || t('open')}
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}

function Used({ pickups }: { pickups: Pickups }) {
  const t = useText(wireText);
  const word = useWord();
  if (pickups.length === 0) return null;
  return (
    <>
      <h3>{t('pickups')}</h3>
      <ul>
        {pickups.map((pickup) => (
          <li key={pickup.id} style={{ overflowWrap: 'anywhere' }}>
            {pickup.usedOn} <Mark tone={toneOf(pickup.state)}>{word('pickup', pickup.state)}</Mark> {pickup.url}
          </li>
        ))}
      </ul>
    </>
  );
}
