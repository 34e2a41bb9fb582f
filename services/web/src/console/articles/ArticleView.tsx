import { Alert, App, Button, Tabs } from 'antd';
import { Link, useNavigate } from 'react-router';
import { readBlocks } from '../../shared/article/block';
import { BlocksView } from '../../shared/article/BlocksView';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { Chart } from '../../shared/staff/Chart';
import { FaultNote } from '../../shared/staff/FaultNote';
import { Page, Section } from '../../shared/staff/Page';
import { staffText } from '../../shared/staff/text';
import { chartOption } from '../../shared/staff/chartOption';
import { CopyArticleDocument, WithdrawSubmissionDocument, type ArticleQuery } from '../gql/graphql';
import { useRight } from '../session';
import s from './ArticleEditor.module.css';
import { ArticleLead } from './ArticleLead';
import { draftOf } from './draft';
import { DraftPreview } from './DraftPreview';
import { History } from './History';
import { ReleaseButton } from './ReleaseButton';
import { Sharing } from '../sharing/Sharing';
import { sharingText } from '../sharing/text';
import { matrixText } from '../matrix/text';
import { articlesText } from './text';
import { useMediaUrls } from './useMediaUrls';

export interface ArticleViewProps {
  article: NonNullable<ArticleQuery['article']>;
  onChanged: () => void;
  /** Begins to write on a piece that is out. */
  onCorrect?: () => void;
}

/** An article one may read but not write: in review, released, or someone else's. */
export function ArticleView({ article, onChanged, onCorrect }: ArticleViewProps) {
  const t = useText(articlesText);
  const common = useText(staffText);
  const sharing = useText(sharingText);
  const matrix = useText(matrixText);
  const media = useMediaUrls();
  const may = useRight();
  const navigate = useNavigate();
  const { modal } = App.useApp();
  const withdraw = useAct(WithdrawSubmissionDocument);
  const copy = useAct(CopyArticleDocument);
  const startCopy = async () => {
    const data = await copy.run({ id: article.id });
    if (data) void navigate(`/console/articles/${data.copyArticle.id}`);
  };
  const askWithdraw = () =>
    modal.confirm({
      title: t('withdrawTitle'),
      content: t('withdrawNote'),
      okText: t('withdraw'),
      cancelText: common('cancel'),
      onOk: async () => {
        if (await withdraw.run({ id: article.id })) onChanged();
      },
    });
  const askCorrect = () =>
    modal.confirm({
      title: t('correctTitle'),
      content: t('correctNote'),
      okText: t('correct'),
      cancelText: common('cancel'),
      onOk: () => onCorrect?.(),
    });
  return (
    <Page
      title={article.title || t('untitled')}
      lead={<ArticleLead article={article} />}
      actions={
        <>
          {article.actions.includes('withdraw') ? <Button onClick={askWithdraw}>{t('withdraw')}</Button> : null}
          {onCorrect ? <Button onClick={askCorrect}>{t('correct')}</Button> : null}
          {may('article.draft') ? (
            <Button loading={copy.busy} title={t('copyNote')} onClick={() => void startCopy()}>
              {t('copy')}
            </Button>
          ) : null}
          {may('release.read') ? (
            <Link to={`/console/articles/${article.id}/spread`}>
              <Button>{matrix('spread')}</Button>
            </Link>
          ) : null}
          <ReleaseButton article={article} />
        </>
      }
    >
      <FaultNote fault={withdraw.fault ?? copy.fault} />
      <div className={s.columns}>
        <Section>
          {article.correction ? (
            <Alert type="info" style={{ marginBottom: 12 }} title={t('correction')} description={<span lang="zh-CN">{article.correction}</span>} />
          ) : null}
          {article.summary ? <p>{article.summary}</p> : null}
          <BlocksView
            blocks={readBlocks(article.blocks)}
            mediaUrl={media.url}
            draw={(chart) => <Chart option={chartOption(chart)} label={chart.title} height={220} />}
          />
        </Section>
        <Section>
          <Tabs
            tabBarGutter={12}
            items={[
              { key: 'history', label: t('history'), children: <History article={article} /> },
              { key: 'sharing', label: sharing('tab'), children: <Sharing articleId={article.id} title={article.title} /> },
              { key: 'preview', label: t('preview'), children: <DraftPreview article={article} draft={draftOf(article)} mediaUrl={media.url} /> },
            ]}
          />
        </Section>
      </div>
    </Page>
  );
}
