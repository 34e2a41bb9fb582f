import { Link } from 'react-router';
import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { Mark } from '../../shared/staff/Mark';
import { LimitMark } from '../access/LimitMark';
import type { ArticlePartsFragment } from '../gql/graphql';
import { toneOf, useWord } from '../words';
import { ClassMarks } from './ClassMarks';
import { articlesText } from './text';

/** State, class and whose it is, under the title. */
export function ArticleLead({ article }: { article: ArticlePartsFragment }) {
  const word = useWord();
  const lang = useLang();
  const t = useText(articlesText);
  return (
    <>
      <Mark tone={toneOf(article.state)}>{word('article', article.state)}</Mark>
      <ClassMarks piece={article} />
      <LimitMark access={article.access} />
      <span>{lang === 'zh' ? article.department.name : article.department.nameEn}</span>
      <span>{article.author.name}</span>
      {article.policy ? <Related name={t('explains')} pieces={[article.policy]} /> : null}
      {article.stories.length > 0 ? <Related name={t('partOfStory')} folder="stories" pieces={article.stories} /> : null}
      {article.interpretations.length > 0 ? <Related name={t('explainedBy')} pieces={article.interpretations} /> : null}
    </>
  );
}

/** The other end of a policy and its interpretations, or the stories it is part of. */
function Related({ name, folder = 'articles', pieces }: { name: string; folder?: string; pieces: readonly { id: string; title: string }[] }) {
  return (
    <span>
      {name}{' '}
      {pieces.map((piece, index) => (
        <span key={piece.id}>
          {index > 0 ? '、' : ''}
          {/* Underlined, for it stands among words. */}
          <Link to={`/console/${folder}/${piece.id}`} style={{ textDecoration: 'underline' }}>{piece.title}</Link>
        </span>
      ))}
    </span>
  );
}
