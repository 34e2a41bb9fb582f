import { App, Button } from 'antd';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { stamp } from '../../shared/lib/time';
import { Answer } from '../../shared/staff/Answer';
import { FaultNote } from '../../shared/staff/FaultNote';
import { Section } from '../../shared/staff/Page';
import { staffText } from '../../shared/staff/text';
import { useLooking } from '../../shared/staff/useLooking';
import { ReadWechatMenuDocument, RemoveWechatMenuDocument, WechatMenuDocument, type WechatMenuPartsFragment } from '../gql/graphql';
import { useRight } from '../session';
import s from './Menu.module.css';
import { MenuEditor } from './MenuEditor';
import { buttonsOf, lines, type Button as MenuButton } from './menu';
import { menuText } from './text';
import { useWhat } from './useWhat';

interface Whose {
  id: string;
  name: string;
  may: boolean;
}

/** 自定义菜单: as the platform has it, as it is worked on, and what can be done about it. */
export function MenuPart({ account }: { account: Whose }) {
  const t = useText(menuText);
  const menu = useQuery({ query: WechatMenuDocument, variables: { accountId: account.id } });
  return (
    <Section title={t('menu')}>
      <Answer query={menu}>{(data) => <Shown account={account} menu={data.wechatMenu} onLook={() => menu[1]({ requestPolicy: 'network-only' })} />}</Answer>
    </Section>
  );
}

function Shown({ account, menu, onLook }: { account: Whose; menu: WechatMenuPartsFragment; onLook: () => void }) {
  const t = useText(menuText);
  const may = useRight();
  const [editing, setEditing] = useState(false);
  const { wanted } = menu;
  useLooking(wanted !== null, onLook);
  const live = menu.live ? buttonsOf(menu.live) : null;
  const operate = account.may && may('account.operate');
  if (editing) return <MenuEditor account={account} menu={menu} live={live ?? []} onClose={() => setEditing(false)} />;
  return (
    <>
      <p className={s.quiet}>{account.may ? t('lead') : t('mayNot')}</p>
      <h3 className={s.head}>{t('there')}</h3>
      {live === null ? <p>{t('notRead')}</p> : live.length === 0 ? <p>{t('none')}</p> : <Tree account={account} buttons={live} />}
      {menu.liveAt ? <p className={s.quiet}>{t('asOf', { at: stamp(menu.liveAt) })}</p> : null}
      {menu.editedAt ? <p className={s.quiet}>{t('edited', { who: menu.editedBy?.name ?? '', at: stamp(menu.editedAt) })}</p> : null}
      {menu.errorText ? <p role="alert" className={s.fault}>{t('failed', { why: menu.errorText })}</p> : null}
      {wanted ? <p role="status">{t(`wanted_${wanted}`)}</p> : operate ? <Acts account={account} some={(live ?? []).length > 0} onEdit={() => setEditing(true)} /> : null}
    </>
  );
}

function Tree({ account, buttons }: { account: Whose; buttons: readonly MenuButton[] }) {
  const t = useText(menuText);
  const what = useWhat(account.id);
  return (
    <ul className={s.tree} aria-label={t('there')} lang="zh-CN">
      {lines(buttons, what).map(({ text, inner }, at) => (
        <li key={at} className={inner ? s.inner : s.first}>
          {text}
        </li>
      ))}
    </ul>
  );
}

function Acts({ account, some, onEdit }: { account: Whose; some: boolean; onEdit: () => void }) {
  const t = useText(menuText);
  const common = useText(staffText);
  const { modal } = App.useApp();
  const read = useAct(ReadWechatMenuDocument);
  const remove = useAct(RemoveWechatMenuDocument);
  const confirm = () =>
    modal.confirm({
      title: t('removeTitle', { name: account.name }),
      content: t('removeNote'),
      okText: t('remove'),
      cancelText: common('cancel'),
      okButtonProps: { danger: true },
      onOk: () => remove.run({ accountId: account.id }),
    });
  return (
    <>
      <FaultNote fault={read.fault ?? remove.fault} />
      <div className={s.acts}>
        <Button type="primary" onClick={onEdit}>
          {t('edit')}
        </Button>
        <Button loading={read.busy} onClick={() => void read.run({ accountId: account.id })}>
          {t('read')}
        </Button>
        {some ? (
          <Button danger onClick={confirm}>
            {t('remove')}
          </Button>
        ) : null}
      </div>
    </>
  );
}
