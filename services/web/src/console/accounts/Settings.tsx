import { Button, Checkbox, Form, InputNumber, Modal } from 'antd';
import { useState } from 'react';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { FaultNote, fieldProps } from '../../shared/staff/FaultNote';
import { Section } from '../../shared/staff/Page';
import { staffText } from '../../shared/staff/text';
import { useFocusReturn } from '../../shared/staff/useFocusReturn';
import { SetAccountSettingsDocument, type AccountRegisterFragment, type AccountSettingsInput } from '../gql/graphql';
import s from './Account.module.css';
import { settingsText } from './settingsText';

type Kept = NonNullable<AccountRegisterFragment['wechatSettings']>;

const limits = ['pushesPerDay', 'pushesPerMonth'] as const;
const choices = ['pushesConfirmed', 'ignoresReprint', 'opensComments'] as const;

/** How an account of WeChat pushes to its followers, and whether readers may write under its pieces. */
export function Settings({ account, kept, manage }: { account: AccountRegisterFragment; kept: Kept; manage: boolean }) {
  const t = useText(settingsText);
  const [setting, setSetting] = useState(false);
  return (
    <Section
      title={t('settings')}
      aside={
        manage ? (
          <Button size="small" onClick={() => setSetting(true)}>
            {t('change')}
          </Button>
        ) : null
      }
    >
      <dl className={s.facts}>
        {limits.map((name) => (
          <div key={name}>
            <dt>{t(name)}</dt>
            <dd>{kept[name] ?? t('noLimit')}</dd>
          </div>
        ))}
        {choices.map((name) => (
          <div key={name}>
            <dt>{t(name)}</dt>
            <dd>{t(kept[name] ? 'yes' : 'no')}</dd>
          </div>
        ))}
      </dl>
      {setting ? <SetDialog account={account} kept={kept} onClose={() => setSetting(false)} /> : null}
    </Section>
  );
}

function SetDialog({ account, kept, onClose }: { account: AccountRegisterFragment; kept: Kept; onClose: () => void }) {
  useFocusReturn();
  const t = useText(settingsText);
  const common = useText(staffText);
  const set = useAct(SetAccountSettingsDocument);
  const [form] = Form.useForm<AccountSettingsInput>();
  const { pushesPerDay, pushesPerMonth, pushesConfirmed, ignoresReprint, opensComments } = kept;
  const save = async (input: AccountSettingsInput) => {
    if (await set.run({ id: account.id, input })) onClose();
  };
  return (
    <Modal
      open
      title={t('settingsTitle', { name: account.name })}
      okText={t('save')}
      cancelText={common('cancel')}
      okButtonProps={{ loading: set.busy }}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <FaultNote fault={set.fault} shown={limits} />
      <p>{t('settingsNote')}</p>
      <Form
        form={form}
        layout="vertical"
        initialValues={{ pushesPerDay, pushesPerMonth, pushesConfirmed, ignoresReprint, opensComments }}
        onFinish={(values) => void save(values)}
      >
        {limits.map((name) => (
          <Form.Item key={name} name={name} label={t(name)} extra={t(`${name}Hint`)} {...fieldProps(set.fault, name)}>
            <InputNumber min={0} max={1000} precision={0} placeholder={t('noLimit')} />
          </Form.Item>
        ))}
        {choices.map((name) => (
          <Form.Item key={name} name={name} valuePropName="checked" extra={t(`${name}Hint`)}>
            <Checkbox>{t(name)}</Checkbox>
          </Form.Item>
        ))}
      </Form>
    </Modal>
  );
}
