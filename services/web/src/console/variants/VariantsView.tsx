import { inSight, type Block } from '../../shared/article/block';
import { useText } from '../../shared/i18n/text';
import { Words } from '../review/Compare';
import { useBlockName } from './OrderList';
import { variantsText } from './text';
import { channels, differ, inherited, isInherited, type Channel, type Versions } from './variants';
import s from './Variants.module.css';

export interface VariantsViewProps extends Versions {
  /** The earlier version, where it is read against one. */
  before?: Versions | undefined;
}

/** What each channel shows of its own, field by field; against an earlier version, word by word. */
export function VariantsView({ variants, blocks, before }: VariantsViewProps) {
  const t = useText(variantsText);
  const told = channels.filter((channel) => !isInherited(variants[channel]) || (before && !isInherited(before.variants[channel])));
  if (told.length === 0) return <p>{t('noneOwn')}</p>;
  return (
    <div className={s.versions}>
      {told.map((channel) => (
        <Version key={channel} channel={channel} {...{ variants, blocks, before }} />
      ))}
    </div>
  );
}

/** What two drafts say differently of channels; nothing where they agree. */
export function VariantsChange({ before, after }: { before: Versions; after: Versions }) {
  const t = useText(variantsText);
  if (!differ(before, after)) return null;
  return (
    <section aria-label={t('tab')}>
      <h3>{t('tab')}</h3>
      <VariantsView variants={after.variants} blocks={after.blocks} before={before} />
    </section>
  );
}

function Version({ channel, variants, blocks, before }: VariantsViewProps & { channel: Channel }) {
  const t = useText(variantsText);
  const order = useOrderText();
  const own = variants[channel] ?? inherited;
  const was = before ? (before.variants[channel] ?? inherited) : null;
  const name = t(`channel_${channel}`);
  const words = (now: string | null, then: string | null | undefined) => (was ? <Words before={then ?? ''} after={now ?? ''} /> : now);
  const said = (now: unknown, then: unknown) => now !== null || (then ?? null) !== null;
  return (
    <section className={s.version} aria-label={name}>
      <h3>{name}</h3>
      <dl lang="zh-CN">
        {said(own.title, was?.title) ? (
          <>
            <dt>{t('title')}</dt>
            <dd>{words(own.title, was?.title)}</dd>
          </>
        ) : null}
        {said(own.summary, was?.summary) ? (
          <>
            <dt>{t('summary')}</dt>
            <dd>{own.summary === '' && !was?.summary ? t('noSummary') : words(own.summary, was?.summary)}</dd>
          </>
        ) : null}
        {said(own.cover, was?.cover) ? (
          <>
            <dt>{t('cover')}</dt>
            <dd>
              {was?.cover && was.cover.id !== own.cover?.id ? <del>{was.cover.alt || t('cover')}</del> : null}
              {own.cover ? <img className={s.cover} src={own.cover.url} alt={own.cover.alt || t('coverOf', { channel: name })} style={inSight(own.cover.focus)} /> : null}
            </dd>
          </>
        ) : null}
        {own.asPictures || was?.asPictures ? (
          <>
            <dt>{t('asPictures')}</dt>
            <dd>{words(own.asPictures ? t('yes') : t('no'), was ? (was.asPictures ? t('yes') : t('no')) : null)}</dd>
          </>
        ) : null}
        {said(own.order, was?.order) ? (
          <>
            <dt>{t('order')}</dt>
            <dd>{was ? <Words before={order(was.order, before?.blocks ?? [])} after={order(own.order, blocks)} /> : <Order order={own.order ?? []} blocks={blocks} />}</dd>
          </>
        ) : null}
      </dl>
    </section>
  );
}

function Order({ order, blocks }: { order: readonly number[]; blocks: readonly Block[] }) {
  const name = useBlockName();
  return (
    <ol>
      {order.map((place) => {
        const block = blocks[place];
        return block ? <li key={place}>{name(block)}</li> : null;
      })}
    </ol>
  );
}

function useOrderText(): (order: readonly number[] | null, blocks: readonly Block[]) => string {
  const name = useBlockName();
  return (order, blocks) => (order ?? []).flatMap((place) => (blocks[place] ? [name(blocks[place])] : [])).join('\n');
}
