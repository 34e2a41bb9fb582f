import { PlusOutlined } from '@ant-design/icons';
import { Button, Form, Modal, Select, Space } from 'antd';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useAct } from '../../shared/graphql/useAct';
import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { DataTable, type Column } from '../../shared/staff/DataTable';
import { FaultNote, fieldProps } from '../../shared/staff/FaultNote';
import { staffText } from '../../shared/staff/text';
import { useFocusReturn } from '../../shared/staff/useFocusReturn';
import { Empty } from '../../shared/states/States';
import { FeedChoicesDocument, RemoveFeedRouteDocument, SetFeedRouteDocument, type FeedPartsFragment, type FeedRoutePartsFragment } from '../gql/graphql';
import { feedsText } from './text';

interface Props {
  routes: FeedRoutePartsFragment[];
  feeds: FeedPartsFragment[];
}

/** 分派: which department is offered what. */
export function FeedRoutes({ routes, feeds }: Props) {
  const t = useText(feedsText);
  const lang = useLang();
  const remove = useAct(RemoveFeedRouteDocument);
  const [dialog, setDialog] = useState<'add' | FeedRoutePartsFragment | null>(null);
  const named = (row: FeedRoutePartsFragment) => (lang === 'zh' ? row.department.name : row.department.nameEn);
  const columns: Column<FeedRoutePartsFragment>[] = [
    { key: 'department', title: t('department'), render: named },
    { key: 'feed', title: t('feed'), width: '180px', render: (row) => row.feed?.name ?? t('everyFeed') },
    { key: 'words', title: t('words'), width: '220px', render: (row) => row.words.join('、') || t('all') },
    { key: 'without', title: t('without'), width: '160px', render: (row) => row.without.join('、') || '—' },
    {
      key: 'act',
      title: t('act'),
      width: '150px',
      render: (row) => (
        <Space size={4} wrap>
          <Button size="small" aria-label={t('editRouteOf', { name: named(row) })} onClick={() => setDialog(row)}>
            {t('edit')}
          </Button>
          <Button size="small" aria-label={t('removeRouteOf', { name: named(row) })} disabled={remove.busy} onClick={() => void remove.run({ id: row.id })}>
            {t('removeRoute')}
          </Button>
        </Space>
      ),
    },
  ];
  return (
    <>
      <p>{t('routesLead')}</p>
      <FaultNote fault={remove.fault} />
      <Button icon={<PlusOutlined aria-hidden />} style={{ marginBottom: 12 }} onClick={() => setDialog('add')}>
        {t('addRoute')}
      </Button>
      {routes.length === 0 ? <Empty title={t('noRoutes')} hint={t('noRoutesHint')} /> : <DataTable label={t('routes')} columns={columns} rows={routes} rowKey={(row) => row.id} />}
      {dialog ? <RouteDialog route={dialog === 'add' ? null : dialog} feeds={feeds} onClose={() => setDialog(null)} /> : null}
    </>
  );
}

interface Values {
  departmentId: string;
  feedId: string;
  words: string[];
  without: string[];
}

function RouteDialog({ route, feeds, onClose }: { route: FeedRoutePartsFragment | null; feeds: FeedPartsFragment[]; onClose: () => void }) {
  useFocusReturn();
  const t = useText(feedsText);
  const common = useText(staffText);
  const lang = useLang();
  const set = useAct(SetFeedRouteDocument);
  const [{ data }] = useQuery({ query: FeedChoicesDocument });
  const [form] = Form.useForm<Values>();
  const save = async ({ feedId, ...values }: Values) => {
    if (await set.run({ input: { ...values, feedId: feedId || null } })) onClose();
  };
  const required = [{ required: true, message: t('required') }];
  const initial = { departmentId: route?.department.id, feedId: route?.feed?.id ?? '', words: route?.words ?? [], without: route?.without ?? [] };
  return (
    <Modal
      open
      title={route ? t('editRoute') : t('addRoute')}
      okText={t('save')}
      cancelText={common('cancel')}
      okButtonProps={{ loading: set.busy }}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <FaultNote fault={set.fault} shown={['departmentId', 'feedId', 'words', 'without']} />
      <Form form={form} layout="vertical" initialValues={initial} onFinish={(values) => void save(values)}>
        <Form.Item name="departmentId" label={t('department')} rules={required} {...fieldProps(set.fault, 'departmentId')}>
          <Select
            disabled={route !== null}
            showSearch={{ optionFilterProp: 'label' }}
            options={data?.departments.map((row) => ({ value: row.id, label: lang === 'zh' ? row.name : row.nameEn }))}
          />
        </Form.Item>
        <Form.Item name="feedId" label={t('feed')} {...fieldProps(set.fault, 'feedId')}>
          <Select disabled={route !== null} options={[{ value: '', label: t('everyFeed') }, ...feeds.map((feed) => ({ value: feed.id, label: feed.name }))]} />
        </Form.Item>
        <Form.Item name="words" label={t('words')} extra={t('wordsHint')} {...fieldProps(set.fault, 'words')}>
          <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={[',', '，', '、', ' ']} maxCount={50} />
        </Form.Item>
        <Form.Item name="without" label={t('without')} {...fieldProps(set.fault, 'without')}>
          <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={[',', '，', '、', ' ']} maxCount={50} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
