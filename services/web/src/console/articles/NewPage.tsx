import { Button, Form, Input, Select } from 'antd';
import { useNavigate } from 'react-router';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { FaultNote, fieldProps } from '../../shared/staff/FaultNote';
import { Page, Section } from '../../shared/staff/Page';
import { DocxStart } from '../imports/DocxStart';
import { DraftArticleDocument, type ArticleKind } from '../gql/graphql';
import { useWord } from '../words';
import { kinds } from './Details';
import { blank, inputOf } from './draft';
import { articlesText } from './text';

/** A new article starts as a draft with a title, so that everything after is saved as it is written. */
export function Component() {
  const t = useText(articlesText);
  const word = useWord();
  const navigate = useNavigate();
  const draft = useAct(DraftArticleDocument);
  const start = async (values: { title: string; kind: ArticleKind }) => {
    const data = await draft.run({ input: inputOf({ ...blank, ...values }) });
    if (data) void navigate(`/console/articles/${data.draftArticle.id}`, { replace: true });
  };
  return (
    <Page title={t('newArticle')}>
      <Section>
        <FaultNote fault={draft.fault} shown={['title', 'kind']} />
        <Form<{ title: string; kind: ArticleKind }>
          layout="vertical"
          style={{ maxWidth: 560 }}
          initialValues={{ kind: blank.kind }}
          onFinish={(values) => void start(values)}
        >
          <Form.Item name="title" label={t('title')} rules={[{ required: true, whitespace: true, message: t('titleRequired') }]} {...fieldProps(draft.fault, 'title')}>
            <Input maxLength={120} showCount autoFocus />
          </Form.Item>
          <Form.Item name="kind" label={t('kind')} {...fieldProps(draft.fault, 'kind')}>
            <Select options={kinds.map((value) => ({ value, label: word('kind', value) }))} />
          </Form.Item>
          <Button type="primary" htmlType="submit" loading={draft.busy}>
            {t('startWriting')}
          </Button>
        </Form>
      </Section>
      <DocxStart />
    </Page>
  );
}
