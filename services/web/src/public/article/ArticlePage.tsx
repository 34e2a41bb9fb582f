import { lazy, Suspense, useEffect, useMemo } from 'react';
import { Link, useParams } from 'react-router';
import { useQuery } from 'urql';
import { readBlocks } from '../../shared/article/block';
import { BlocksView } from '../../shared/article/BlocksView';
import { faultOf } from '../../shared/graphql/fault';
import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { Empty, Failed, Loading } from '../../shared/states/States';
import { fullTime } from '../dates';
import { PieceDocument, type PieceQuery } from '../gql/graphql';
import { basePath, useNamed, useSite } from '../site/site';
import { TopicList } from '../site/TopicList';
import { useHead } from '../site/useHead';
import { publicText } from '../text';
import { ArticleTools } from './ArticleTools';
import s from './ArticlePage.module.css';

type Piece = NonNullable<PieceQuery['piece']>;

const Drawing = lazy(() => import('../chart/Drawing'));

export function Component() {
  const { id = '' } = useParams();
  const site = useSite();
  const [{ data, error }, again] = useQuery({ query: PieceDocument, variables: { county: site.county, id } });
  if (data?.piece) return <Article piece={data.piece} />;
  const fault = error ? faultOf(error) : null;
  if (fault && fault.code !== 'NOT_FOUND') return <Failed fault={fault} retry={() => again({ requestPolicy: 'network-only' })} />;
  return data || fault ? <NoArticle /> : <Loading />;
}

function NoArticle() {
  const t = useText(publicText);
  const site = useSite();
  const named = useNamed();
  useHead(`${t('noArticle')} · ${named(site)}`, '');
  return (
    <>
      <h1 className="jz-hidden">{t('noArticle')}</h1>
      <Empty
        title={t('noArticle')}
        hint={t('noArticleHint')}
        action={
          <Link className="pub-button" to={basePath(site.county)}>
            {t('backToList')}
          </Link>
        }
      />
    </>
  );
}

function Article({ piece }: { piece: Piece }) {
  const t = useText(publicText);
  const site = useSite();
  const named = useNamed();
  const lang = useLang();
  const blocks = useMemo(() => readBlocks(piece.blocks), [piece.blocks]);
  useHead(`${piece.title} · ${named(site)}`, piece.summary || piece.title);
  useAiLabel(piece);
  const base = basePath(site.county);
  return (
    <article className={s.article}>
      <nav className={s.path} aria-label={t('path')}>
        <Link to={base}>{t('home')}</Link>
        {piece.column ? <Link to={`${base}/columns/${piece.column.slug}`}>{named(piece.column)}</Link> : null}
      </nav>
      <h1 className={s.title} lang="zh-CN">
        {piece.emergency ? <span className={s.emergency}>{t('emergency')}</span> : null}
        {piece.title}
      </h1>
      <p className={s.meta}>
        <span>
          {t('publisher')} <b lang="zh-CN">{piece.departmentName}</b>
        </span>
        <time dateTime={piece.releasedAt}>{fullTime(piece.releasedAt, lang)}</time>
        <Source name={piece.sourceName} url={piece.sourceUrl} />
        <Provenance piece={piece} />
        {piece.aiLabel ? (
          <b className={s.ai} lang="zh-CN">
            {piece.aiLabel}
          </b>
        ) : null}
      </p>
      {piece.withdrawnAt ? (
        <Withdrawn at={piece.withdrawnAt} reason={piece.withdrawalReason} into={piece.mergedIntoId ? `${base}/articles/${piece.mergedIntoId}` : null} />
      ) : (
        <>
          {piece.correction ? <Corrected at={piece.releasedAt} told={piece.correction} /> : null}
          <ArticleTools title={piece.title} blocks={blocks} />
          <div className={s.body} lang="zh-CN">
            <BlocksView
              blocks={blocks}
              mediaUrl={(media) => `/media/${String(site.county)}/${media}`}
              mediaSize={(media) => piece.media.find((one) => one.id === media)}
              draw={(chart) => (
                <Suspense fallback={<p className={s.drawing}>{t('chartLoading')}</p>}>
                  <Drawing chart={chart} />
                </Suspense>
              )}
            />
          </div>
        </>
      )}
      <Related label={t('partOfStory')} base={base} folder="stories" pieces={piece.stories} />
      <Related label={t('explains')} base={base} pieces={piece.policy ? [piece.policy] : []} />
      <Related label={t('explainedBy')} base={base} pieces={piece.interpretations} />
      {piece.topics.length > 0 ? (
        <div className={s.topics}>
          <TopicList base={base} topics={piece.topics} label={t('topics')} />
        </div>
      ) : null}
    </article>
  );
}

/** The label again for programs that read the page, as the rule on labelling asks of what is passed on. */
function useAiLabel({ id, aiLabel, departmentName }: Piece): void {
  useEffect(() => {
    if (!aiLabel) return;
    const meta = document.createElement('meta');
    meta.name = 'AIGC';
    meta.content = JSON.stringify({ Label: '1', ContentProducer: departmentName, ProduceID: id });
    document.head.append(meta);
    return () => meta.remove();
  }, [id, aiLabel, departmentName]);
}

interface RelatedProps {
  label: string;
  base: string;
  folder?: 'articles' | 'stories';
  pieces: readonly { id: string; title: string }[];
}

/** A policy and its interpretations lead to each other (C4), a piece to its stories (C3). */
function Related({ label, base, folder = 'articles', pieces }: RelatedProps) {
  if (pieces.length === 0) return null;
  return (
    <nav className={s.related} aria-label={label}>
      <h2>{label}</h2>
      <ul lang="zh-CN">
        {pieces.map((piece) => (
          <li key={piece.id}>
            <Link to={`${base}/${folder}/${piece.id}`}>{piece.title}</Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Source({ name, url }: { name: string | null; url: string | null }) {
  const t = useText(publicText);
  if (!name) return null;
  return (
    <span>
      {t('source')}{' '}
      {url && /^https?:/i.test(url) ? (
        <a href={url} rel="noopener noreferrer" lang="zh-CN">
          {name}
        </a>
      ) : (
        <b lang="zh-CN">{name}</b>
      )}
    </span>
  );
}

/** What else is known of a reprint: its author, when it was first out, and under what leave it is carried. */
function Provenance({ piece }: { piece: Piece }) {
  const t = useText(publicText);
  const lang = useLang();
  const { sourceAuthor: author, sourcePublishedAt: at, sourceLicence: licence } = piece;
  return (
    <>
      {author ? (
        <span>
          {t('sourceAuthor')} <b lang="zh-CN">{author}</b>
        </span>
      ) : null}
      {at ? (
        <span>
          {t('sourcePublishedAt')} <time dateTime={at}>{fullTime(at, lang)}</time>
        </span>
      ) : null}
      {licence ? (
        <span>
          {t('sourceLicence')} <span lang="zh-CN">{licence}</span>
        </span>
      ) : null}
    </>
  );
}

/** A reader who saw the piece before learns what is no longer as it was. */
function Corrected({ at, told }: { at: string; told: string }) {
  const t = useText(publicText);
  const lang = useLang();
  return (
    <div className={s.note} role="note">
      <p className={s.noteTitle}>{t('corrected')}</p>
      <p lang="zh-CN">{told}</p>
      <p>
        {t('correctedAt')}：<time dateTime={at}>{fullTime(at, lang)}</time>
      </p>
    </div>
  );
}

function Withdrawn({ at, reason, into }: { at: string; reason: string | null; into: string | null }) {
  const t = useText(publicText);
  const lang = useLang();
  return (
    <div className={s.note} role="note">
      <p className={s.noteTitle}>{t('withdrawnTitle')}</p>
      {reason ? (
        <p>
          {t('withdrawnReason')}：<span lang="zh-CN">{reason}</span>
        </p>
      ) : null}
      <p>
        {t('withdrawnAt')}：{fullTime(at, lang)}
      </p>
      <p>{into ? <Link to={into}>{t('mergedInto')}</Link> : t('withdrawnNote')}</p>
    </div>
  );
}
