import { useEffect, useState } from 'react';
import { useClient } from 'urql';
import { faultOf, type Fault } from '../../shared/graphql/fault';
import { useText } from '../../shared/i18n/text';
import { stamp } from '../../shared/lib/time';
import { Empty, Loading } from '../../shared/states/States';
import { OpenPreviewDocument, type OpenPreviewMutation } from '../gql/graphql';
import { useNamed, useSite } from '../site/site';
import { useHead } from '../site/useHead';
import { AnswerForm } from './AnswerForm';
import s from './Preview.module.css';
import { previewText } from './text';

export type Previewed = NonNullable<OpenPreviewMutation['openPreview']>;
type Look = Previewed['looks'][number];
type Shown = { is: 'opening' } | { is: 'failed'; fault: Fault } | { is: 'gone' } | { is: 'open'; piece: Previewed };

/**
 * A piece that is not released, to whoever holds its link. The token stands behind the address's `#`: it is sent to the server in
 * a body alone, and so is in no log and no history but the reader's.
 */
export function Component() {
  const t = useText(previewText);
  const site = useSite();
  const named = useNamed();
  const client = useClient();
  const [token] = useState(() => location.hash.slice(1));
  const [shown, setShown] = useState<Shown>({ is: 'opening' });
  useHead(`${t('preview')} · ${named(site)}`, '');
  useUnlisted();
  useEffect(() => {
    let away = false;
    void client
      .mutation(OpenPreviewDocument, { county: site.county, token })
      .toPromise()
      .then(({ data, error }) => {
        if (away) return;
        if (error) setShown({ is: 'failed', fault: faultOf(error) });
        else setShown(data?.openPreview ? { is: 'open', piece: data.openPreview } : { is: 'gone' });
      });
    return () => {
      away = true;
    };
  }, [client, site.county, token]);
  if (shown.is === 'open') return <Opened piece={shown.piece} token={token} />;
  return (
    <>
      <h1 className="jz-hidden">{t('preview')}</h1>
      {shown.is === 'opening' ? <Loading /> : null}
      {shown.is === 'gone' ? <Empty title={t('gone')} hint={t('goneHint')} /> : null}
      {shown.is === 'failed' ? <Empty title={shown.fault.code === 'RATE_LIMITED' ? t('tooMany') : t('failed')} /> : null}
    </>
  );
}

/** Keeps the page out of search engines, wherever its address was found. */
function useUnlisted() {
  useEffect(() => {
    const meta = document.createElement('meta');
    meta.name = 'robots';
    meta.content = 'noindex, nofollow, noarchive';
    document.head.append(meta);
    return () => meta.remove();
  }, []);
}

function Opened({ piece, token }: { piece: Previewed; token: string }) {
  const t = useText(previewText);
  const [channel, setChannel] = useState<Look['channel']>('WEBSITE');
  const look = piece.looks.find((each) => each.channel === channel);
  return (
    <>
      <p className={s.notice} role="note">
        {t('notice')}
      </p>
      <h1>{t('preview')}</h1>
      <p className={s.meta}>
        <span lang="zh-CN">{piece.departmentName}</span>
        <span>{piece.revision === null ? t('current') : t('revision', { n: piece.revision })}</span>
        <span>{t('until', { at: stamp(piece.expiresAt) })}</span>
      </p>
      {piece.correction ? (
        <p className={s.notice} role="note" lang="zh-CN">
          {t('correction', { told: piece.correction })}
        </p>
      ) : null}
      <fieldset className={s.channels}>
        <legend className="jz-hidden">{t('channel')}</legend>
        {piece.looks.map((each) => (
          <label key={each.channel}>
            <input type="radio" name="channel" checked={channel === each.channel} onChange={() => setChannel(each.channel)} />
            {t(each.channel)}
          </label>
        ))}
      </fieldset>
      {look ? <LookView look={look} /> : null}
      {piece.factCheck ? <AnswerForm asked={piece.factCheck} token={token} /> : null}
    </>
  );
}

/** The piece as a channel carries it, in a frame of its own: its styles are the channel's, and nothing in it runs. */
function LookView({ look }: { look: Look }) {
  const t = useText(previewText);
  const [height, setHeight] = useState(320);
  const html = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><style>body{margin:0;font:16px/1.75 sans-serif;overflow-wrap:anywhere}img,video{max-width:100%;height:auto}table{border-collapse:collapse}td,th{border:1px solid #999;padding:4px 8px}</style><body>${look.html}`;
  return (
    <article className={`${s.look} ${s[look.channel.toLowerCase()] ?? ''}`}>
      <h2 lang="zh-CN">{look.title || t('untitled')}</h2>
      {look.summary ? (
        <p className={s.summary} lang="zh-CN">
          {look.summary}
        </p>
      ) : null}
      <iframe
        key={look.channel}
        className={s.frame}
        title={t('frame', { channel: t(look.channel) })}
        sandbox="allow-same-origin"
        referrerPolicy="no-referrer"
        srcDoc={html}
        style={{ height }}
        onLoad={(event) => setHeight((event.currentTarget.contentDocument?.documentElement.scrollHeight ?? 0) + 24)}
      />
    </article>
  );
}
