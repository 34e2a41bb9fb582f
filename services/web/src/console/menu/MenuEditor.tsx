import { Button, Input, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import type { Fault } from '../../shared/graphql/fault';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { FaultNote } from '../../shared/staff/FaultNote';
import { staffText } from '../../shared/staff/text';
import { KeepWechatMenuDocument, type WechatMenuPartsFragment } from '../gql/graphql';
import s from './Menu.module.css';
import { blank, buttonsOf, inputs, offered, raised, replaced, row, under, without, type Button as MenuButton, type MenuKind } from './menu';
import { PublishDialog } from './PublishDialog';
import { menuText } from './text';
import { usePieces } from './useWhat';

interface MenuEditorProps {
  account: { id: string; name: string };
  menu: WechatMenuPartsFragment;
  live: readonly MenuButton[];
  onClose: () => void;
}

/** The form of a menu: three buttons, five under each. It is kept here, or goes to the platform after a look at what changes. */
export function MenuEditor({ account, menu, live, onClose }: MenuEditorProps) {
  const t = useText(menuText);
  const common = useText(staffText);
  const keep = useAct(KeepWechatMenuDocument);
  const [buttons, put] = useState(() => buttonsOf(menu.draft));
  // What was said of a field is no longer true once it is another.
  const setButtons = (to: MenuButton[]) => {
    put(to);
    keep.clear();
  };
  const [publishing, setPublishing] = useState(false);
  const pieces = usePieces(account.id).map(({ articleId, title }) => ({ value: articleId, label: title }));
  const save = async () => {
    if (await keep.run({ accountId: account.id, buttons: inputs(buttons) })) onClose();
  };
  const shared = { fault: keep.fault, pieces };
  return (
    <>
      <FaultNote fault={keep.fault} shown={keep.fault?.fields.map(({ field }) => field).filter((field) => field !== 'buttons') ?? []} />
      <p className={s.quiet}>{t('editLead')}</p>
      {buttons.map((button, at) => (
        <fieldset key={at} className={s.button}>
          <legend>{t('first', { n: at + 1 })}</legend>
          <One {...shared} place={`buttons.${String(at)}`} button={button} onChange={(to) => setButtons(replaced(buttons, at, to))} opens={button.buttons.length > 0}>
            <Order at={at} label={t('first', { n: at + 1 })} onUp={() => setButtons(raised(buttons, at))} onRemove={() => setButtons(without(buttons, at))} />
          </One>
          {button.buttons.map((inner, place) => {
            const change = (to: MenuButton[]) => setButtons(replaced(buttons, at, { ...button, buttons: to }));
            const label = t('innerOf', { n: place + 1, name: button.name });
            return (
              <fieldset key={place} className={s.under}>
                <legend>{label}</legend>
                <One {...shared} place={`buttons.${String(at)}.buttons.${String(place)}`} button={inner} onChange={(to) => change(replaced(button.buttons, place, to))} opens={false}>
                  <Order at={place} label={label} onUp={() => change(raised(button.buttons, place))} onRemove={() => change(without(button.buttons, place))} />
                </One>
              </fieldset>
            );
          })}
          {button.buttons.length < under ? (
            <div className={s.acts}>
              <Button size="small" onClick={() => setButtons(replaced(buttons, at, { ...button, buttons: [...button.buttons, blank] }))}>
                {t('addInner')}
              </Button>
            </div>
          ) : null}
        </fieldset>
      ))}
      <div className={s.acts}>
        {buttons.length < row ? <Button onClick={() => setButtons([...buttons, blank])}>{t('addFirst')}</Button> : null}
        <Button loading={keep.busy} onClick={() => void save()}>
          {t('keep')}
        </Button>
        <Button type="primary" disabled={buttons.length === 0} onClick={() => setPublishing(true)}>
          {t('publish')}
        </Button>
        <Button onClick={onClose}>{common('cancel')}</Button>
      </div>
      {publishing ? <PublishDialog account={account} live={live} buttons={buttons} unknown={menu.live === null} onClose={() => setPublishing(false)} onDone={onClose} /> : null}
    </>
  );
}

function Order({ at, label, onUp, onRemove }: { at: number; label: string; onUp: () => void; onRemove: () => void }) {
  const t = useText(menuText);
  return (
    <span className={s.acts}>
      {at > 0 ? (
        <Button size="small" aria-label={t('upOf', { label })} onClick={onUp}>
          {t('up')}
        </Button>
      ) : null}
      <Button size="small" danger aria-label={t('dropOf', { label })} onClick={onRemove}>
        {t('drop')}
      </Button>
    </span>
  );
}

interface OneProps {
  place: string;
  button: MenuButton;
  opens: boolean;
  fault: Fault | null;
  pieces: { value: string; label: string }[];
  onChange: (button: MenuButton) => void;
  children: ReactNode;
}

function One({ place, button, opens, fault, pieces, onChange, children }: OneProps) {
  const t = useText(menuText);
  const told = (field: string) => fault?.fields.find((each) => each.field === (field ? `${place}.${field}` : place))?.message;
  const text = (field: 'name' | 'url' | 'key' | 'appid' | 'page', label: string, most: number) => (
    <Field label={label} fault={told(field)}>
      <Input value={button[field]} maxLength={most} onChange={(event) => onChange({ ...button, [field]: event.target.value })} />
    </Field>
  );
  const kinds: readonly MenuKind[] = offered.includes(button.kind) ? offered : [...offered, button.kind];
  const kind = (
    <Field label={t('kind')} fault={told('')}>
      <Select
        aria-label={t('kind')}
        value={button.kind}
        onChange={(to: MenuKind) => onChange({ ...button, kind: to })}
        options={kinds.map((value) => ({ value, label: t(`kind_${value}`) }))}
      />
    </Field>
  );
  const address = button.kind === 'VIEW' || button.kind === 'MINIPROGRAM';
  return (
    <div className={s.fields}>
      {text('name', t('name'), 16)}
      {opens ? <p className={s.quiet}>{t('opens')}</p> : kind}
      {!opens && button.kind === 'MINIPROGRAM' ? text('appid', t('appid'), 64) : null}
      {!opens && button.kind === 'MINIPROGRAM' ? text('page', t('page'), 256) : null}
      {!opens && address ? text('url', button.kind === 'VIEW' ? t('url') : t('fallback'), 1024) : null}
      {!opens && button.kind === 'CLICK' ? text('key', t('key'), 128) : null}
      {!opens && button.kind === 'ARTICLE' ? (
        <Field label={t('article')} fault={told('articleId')}>
          <Select
            aria-label={t('article')}
            showSearch={{ optionFilterProp: 'label' }}
            value={button.articleId || null}
            placeholder={pieces.length === 0 ? t('noArticles') : t('pickArticle')}
            onChange={(articleId: string) => onChange({ ...button, articleId })}
            options={pieces}
          />
        </Field>
      ) : null}
      {children}
    </div>
  );
}

function Field({ label, fault, children }: { label: string; fault: string | undefined; children: ReactNode }) {
  return (
    <label className={s.field}>
      <span>{label}</span>
      {children}
      {fault ? (
        <span className={s.fault} role="alert">
          {fault}
        </span>
      ) : null}
    </label>
  );
}
