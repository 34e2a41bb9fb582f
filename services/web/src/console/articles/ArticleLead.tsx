import { useLang } from '../../shared/i18n/lang';
import { Mark } from '../../shared/staff/Mark';
import type { ArticlePartsFragment } from '../gql/graphql';
import { toneOf, useWord } from '../words';
import { ClassMarks } from './ClassMarks';

/** State, class and whose it is, under the title. */
export function ArticleLead({ article }: { article: ArticlePartsFragment }) {
  const word = useWord();
  const lang = useLang();
  return (
    <>
      <Mark tone={toneOf(article.state)}>{word('article', article.state)}</Mark>
      <ClassMarks piece={article} />
      <span>{lang === 'zh' ? article.department.name : article.department.nameEn}</span>
      <span>{article.author.name}</span>
    </>
  );
}
