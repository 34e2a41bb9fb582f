import { Link } from 'react-router';
import { inSight } from '../../shared/article/block';
import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { shortDay } from '../dates';
import type { PieceCardPartsFragment } from '../gql/graphql';
import { publicText } from '../text';
import { basePath } from './site';
import s from './PieceList.module.css';

export function PieceCard({ county, piece }: { county: number; piece: PieceCardPartsFragment }) {
  const t = useText(publicText);
  const lang = useLang();
  return (
    <article className={s.card}>
      <div className={s.words}>
        <h3 className={s.title} lang="zh-CN">
          {piece.emergency ? <span className={s.emergency}>{t('emergency')}</span> : null}
          {piece.withdrawnAt ? <span className={s.withdrawn}>{t('withdrawn')}</span> : null}
          <Link to={`${basePath(county)}/articles/${piece.id}`}>{piece.title}</Link>
        </h3>
        {piece.summary && !piece.withdrawnAt ? (
          <p className={s.summary} lang="zh-CN">
            {piece.summary}
          </p>
        ) : null}
        <p className={s.meta}>
          <span lang="zh-CN">{piece.departmentName}</span>
          <time dateTime={piece.releasedAt}>{shortDay(piece.releasedAt, lang)}</time>
        </p>
      </div>
      {piece.cover && !piece.withdrawnAt ? (
        <img className={s.cover} src={piece.cover.url} srcSet={piece.cover.srcSet ?? undefined} sizes="8.5rem" alt={piece.cover.alt} style={inSight(piece.cover.focus)} loading="lazy" />
      ) : null}
    </article>
  );
}
