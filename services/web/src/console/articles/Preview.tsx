import { Segmented } from 'antd';
import { useState } from 'react';
import { inSight, textOf, type Block, type Focus } from '../../shared/article/block';
import { BlocksView } from '../../shared/article/BlocksView';
import { useText } from '../../shared/i18n/text';
import { Chart } from '../../shared/staff/Chart';
import { Mark } from '../../shared/staff/Mark';
import { chartOption } from '../../shared/staff/chartOption';
import { checkOf, type ChannelCheck } from '../variants/counts';
import type { Channel } from '../variants/variants';
import { over, wechatDigest, wechatLimits } from './limits';
import s from './Preview.module.css';
import { articlesText } from './text';

export interface PreviewPiece {
  title: string;
  summary: string;
  blocks: Block[];
  department: string;
  column: string;
  source: string;
  /** What the reader will see as the day of release; a draft shows today. */
  day: string;
  /** What readers are told of a machine's part. */
  label: string;
  /** What stands for it: its cover, or its first picture. */
  cover: { url: string; focus?: Focus } | null;
}

type Look = 'website' | 'app' | 'wechat';

const channelOf = { website: 'WEBSITE', app: 'APP', wechat: 'WECHAT' } as const;

export interface PreviewProps {
  /** What a channel shows. */
  pieceOn: (channel: Channel) => PreviewPiece;
  /** What each channel said to it, where it is being written. */
  checks?: readonly ChannelCheck[] | null;
  mediaUrl: (mediaId: string) => string | null;
}

/** The piece as each channel will show it, with what a channel would refuse. */
export function Preview({ pieceOn, checks = null, mediaUrl }: PreviewProps) {
  const t = useText(articlesText);
  const [channel, setChannel] = useState<Look>('website');
  const piece = pieceOn(channelOf[channel]);
  return (
    <div>
      <Segmented<Look>
        value={channel}
        onChange={setChannel}
        options={(['website', 'app', 'wechat'] as const).map((value) => ({ value, label: t(`preview_${value}`) }))}
      />
      {channel === 'wechat' ? <WechatNotes piece={piece} check={checkOf(checks, 'WECHAT')} /> : null}
      <article className={`${s.page} ${s[channel]}`} lang="zh-CN">
        <h2 className={s.title}>{piece.title || t('untitled')}</h2>
        <p className={s.meta}>
          {channel === 'wechat' ? piece.department : [piece.column, piece.department, piece.day].filter(Boolean).join(' · ')}
          {piece.source ? ` · ${t('sourceIs', { name: piece.source })}` : ''}
        </p>
        {piece.summary && channel === 'website' ? <p className={s.summary}>{piece.summary}</p> : null}
        <BlocksView
          blocks={piece.blocks}
          mediaUrl={mediaUrl}
          draw={channel === 'wechat' ? undefined : (chart) => <Chart option={chartOption(chart)} label={chart.title} height={220} />}
        />
        {piece.label ? <p className={s.meta}>{piece.label}</p> : null}
      </article>
    </div>
  );
}

function WechatNotes({ piece, check }: { piece: PreviewPiece; check: ChannelCheck | undefined }) {
  const t = useText(articlesText);
  const body = piece.blocks.map(textOf).join('\n');
  const limits = wechatLimits({ title: piece.title, summary: piece.summary, body }, check?.counts);
  const broken = over(limits);
  return (
    <>
      <ul className={s.limits}>
        {limits.map((limit) => (
          <li key={limit.field}>
            <Mark tone={broken.includes(limit) ? 'bad' : 'good'}>
              {t(`limit_${limit.field}`)} {limit.used}/{limit.most}
            </Mark>
          </li>
        ))}
        {piece.cover ? null : (
          <li>
            <Mark tone="warn">{t('coverNeeded')}</Mark>
          </li>
        )}
      </ul>
      <div className={s.cardOfChat}>
        {piece.cover ? <img src={piece.cover.url} alt="" style={inSight(piece.cover.focus)} /> : <div className={s.noCover} />}
        <strong>{piece.title || t('untitled')}</strong>
        <span>{wechatDigest(piece.summary, body)}</span>
      </div>
    </>
  );
}
