import { Button, Checkbox, Input } from 'antd';
import { useState, type ReactNode } from 'react';
import { inSight } from '../../shared/article/block';
import type { Fault } from '../../shared/graphql/fault';
import { useText } from '../../shared/i18n/text';
import { Mark } from '../../shared/staff/Mark';
import { PictureButton } from '../editor/PictureDialog';
import { useShelf } from '../editor/shelf';
import type { ChannelCheck } from './counts';
import { OrderList } from './OrderList';
import { variantsText } from './text';
import { inherited, isInherited, type Channel, type Cover, type Master, type Variant } from './variants';
import s from './Variants.module.css';

export interface ChannelFormProps {
  channel: Channel;
  master: Master;
  variant: Variant;
  check: ChannelCheck | undefined;
  fault: Fault | null;
  disabled: boolean;
  onChange: (variant: Variant) => void;
  onCover: (done: (cover: Cover) => void) => void;
}

type Name = Exclude<keyof Variant, 'asPictures'>;

/** What one channel shows: field by field as the master, or written for it alone. */
export function ChannelForm({ channel, master, variant, check, fault, disabled, onChange, onCover }: ChannelFormProps) {
  const t = useText(variantsText);
  const [undo, setUndo] = useState<{ field: Name | 'all'; to: Variant } | null>(null);
  const change = (part: Partial<Variant>) => {
    setUndo(null);
    onChange({ ...variant, ...part });
  };
  const reset = (field: Name | 'all') => {
    setUndo({ field, to: variant });
    onChange(field === 'all' ? inherited : { ...variant, [field]: null });
  };
  const back = undo ? (
    <span className={s.state} role="status">
      {t('wasReset')}
      <Button
        size="small"
        type="link"
        disabled={disabled}
        onClick={() => {
          onChange(undo.to);
          setUndo(null);
        }}
      >
        {t('undo')}
      </Button>
    </span>
  ) : null;
  const word = channel.toLowerCase();
  const told = (field: string) => [
    ...(fault?.fields ?? []).filter((each) => each.field === `variants.${word}.${field}`).map((each) => each.message),
    ...(check?.faults ?? []).filter((each) => each.field === `variants.${word}.${field}` || each.field === field).map((each) => each.message),
  ];
  const part = (name: Name, field: string, children: ReactNode, action: ReactNode) => (
    <Part
      label={t(name)}
      own={variant[name] !== null}
      faults={told(field)}
      undo={undo?.field === name ? back : null}
      action={
        variant[name] === null ? (
          action
        ) : (
          <Button size="small" disabled={disabled} onClick={() => reset(name)}>
            {t('reset', { field: t(name) })}
          </Button>
        )
      }
    >
      {children}
    </Part>
  );
  const write = (name: 'title' | 'summary') => (
    <Button size="small" disabled={disabled} onClick={() => change({ [name]: master[name] })}>
      {t('override', { field: t(name) })}
    </Button>
  );
  const label = (name: Name) => t('versionTitle', { channel: t(`channel_${channel}`), field: t(name) });
  return (
    <>
      {channel === 'WECHAT' ? (
        <section className={s.field} aria-label={t('asPictures')}>
          <Checkbox checked={variant.asPictures} disabled={disabled} onChange={(event) => change({ asPictures: event.target.checked })}>
            {t('asPictures')}
          </Checkbox>
          <p className={s.note}>{t('asPicturesNote')}</p>
          {told('asPictures').map((fault) => (
            <p key={fault} className={s.fault} role="alert">
              {fault}
            </p>
          ))}
        </section>
      ) : null}
      {part(
        'title',
        'title',
        variant.title === null ? (
          <p className={s.inherited}>{master.title}</p>
        ) : (
          <Input.TextArea autoFocus={false} autoSize maxLength={120} aria-label={label('title')} value={variant.title} disabled={disabled} placeholder={master.title} onChange={(event) => change({ title: event.target.value.replace(/\n/g, '') })} />
        ),
        write('title'),
      )}
      {part(
        'summary',
        'summary',
        variant.summary === null ? (
          <p className={s.inherited}>{master.summary}</p>
        ) : (
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={300} aria-label={label('summary')} value={variant.summary} disabled={disabled} placeholder={t('noSummary')} onChange={(event) => change({ summary: event.target.value })} />
        ),
        write('summary'),
      )}
      {part('cover', 'coverMediaId', <CoverField {...{ channel, master, variant, disabled, onCover, change }} />, null)}
      {part(
        'order',
        'order',
        variant.order === null ? null : (
          <>
            <p className={s.note}>{t('orderNote')}</p>
            <OrderList blocks={master.blocks} order={variant.order} disabled={disabled} onChange={(order) => change({ order })} />
          </>
        ),
        master.blocks.length < 2 ? (
          <span className={s.note}>{t('orderEmpty')}</span>
        ) : (
          <Button size="small" disabled={disabled} onClick={() => change({ order: master.blocks.map((_, place) => place) })}>
            {t('reorder')}
          </Button>
        ),
      )}
      <div className={s.state}>
        {isInherited(variant) ? null : (
          <Button disabled={disabled} onClick={() => reset('all')}>
            {t('resetAll')}
          </Button>
        )}
        {undo?.field === 'all' ? back : null}
      </div>
    </>
  );
}

interface PartProps {
  label: string;
  own: boolean;
  faults: string[];
  action: ReactNode;
  undo: ReactNode;
  children: ReactNode;
}

function Part({ label, own, faults, action, undo, children }: PartProps) {
  const t = useText(variantsText);
  return (
    <section className={s.field} aria-label={label}>
      <h3>
        {label} <Mark tone={own ? 'warn' : 'neutral'}>{own ? t('own') : t('master')}</Mark>
      </h3>
      {children}
      {faults.map((fault) => (
        <p key={fault} className={s.fault} role="alert">
          {fault}
        </p>
      ))}
      <div className={s.state}>
        {action}
        {undo}
      </div>
    </section>
  );
}

type CoverFieldProps = Pick<ChannelFormProps, 'channel' | 'master' | 'variant' | 'disabled' | 'onCover'> & { change: (part: Partial<Variant>) => void };

function CoverField({ channel, master, variant, disabled, onCover, change }: CoverFieldProps) {
  const t = useText(variantsText);
  const shown = variant.cover ?? master.cover;
  return (
    <>
      {shown ? (
        <img className={s.cover} src={shown.url} alt={t('coverOf', { channel: t(`channel_${channel}`) })} style={inSight(shown.focus)} />
      ) : (
        <p className={s.note}>{t('coverNone')}</p>
      )}
      <div className={s.state}>
        <Button size="small" disabled={disabled} onClick={() => onCover((cover) => change({ cover }))}>
          {t('pickCover')}
        </Button>
        {variant.cover ? <CoverCut cover={variant.cover} disabled={disabled} onChange={(cover) => change({ cover })} /> : null}
      </div>
    </>
  );
}

/** Cuts a cover, which makes another file, or says what of it must stay in sight. */
export function CoverCut({ cover, disabled, onChange }: { cover: Cover; disabled: boolean; onChange: (cover: Cover) => void }) {
  const shelf = useShelf();
  return (
    <PictureButton
      picture={{ mediaId: cover.id, alt: cover.alt, ...(cover.focus ? { focus: cover.focus } : {}) }}
      disabled={disabled}
      onChange={({ mediaId, focus }) => {
        if (mediaId) onChange({ id: mediaId, url: shelf.url(mediaId) ?? cover.url, alt: cover.alt });
        else if (focus) onChange({ ...cover, focus });
      }}
    />
  );
}
