import { Modal } from 'antd';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { FaultNote } from '../../shared/staff/FaultNote';
import { staffText } from '../../shared/staff/text';
import { useFocusReturn } from '../../shared/staff/useFocusReturn';
import { PublishWechatMenuDocument } from '../gql/graphql';
import s from './Menu.module.css';
import { changes, inputs, lines, type Button } from './menu';
import { menuText } from './text';
import { useWhat } from './useWhat';

interface PublishDialogProps {
  account: { id: string; name: string };
  live: readonly Button[];
  buttons: readonly Button[];
  /** Nobody read what the platform has. */
  unknown: boolean;
  onClose: () => void;
  onDone: () => void;
}

/** What changes on the platform, before it does. */
export function PublishDialog({ account, live, buttons, unknown, onClose, onDone }: PublishDialogProps) {
  useFocusReturn();
  const t = useText(menuText);
  const common = useText(staffText);
  const what = useWhat(account.id);
  const publish = useAct(PublishWechatMenuDocument);
  const told = changes(lines(live, what), lines(buttons, what));
  const confirm = async () => {
    if (await publish.run({ accountId: account.id, buttons: inputs(buttons) })) onDone();
  };
  return (
    <Modal
      open
      title={t('publishTitle', { name: account.name })}
      okText={t('publish')}
      cancelText={common('cancel')}
      okButtonProps={{ loading: publish.busy }}
      onCancel={onClose}
      onOk={() => void confirm()}
    >
      <FaultNote fault={publish.fault} />
      <p>{unknown ? t('unknown') : told.every(({ change }) => change === 'same') ? t('nothing') : t('publishNote')}</p>
      <ul className={s.changes} aria-label={t('changes')} lang="zh-CN">
        {told.map(({ text, inner, change }, at) => (
          <li key={at} className={inner ? s.inner : undefined}>
            {change === 'same' ? text : null}
            {change === 'added' ? <ins>{t('added', { text })}</ins> : null}
            {change === 'removed' ? <del>{t('removed', { text })}</del> : null}
          </li>
        ))}
      </ul>
    </Modal>
  );
}
