import type { ComponentChildren } from 'preact';
import type { PersonPicture } from '../api/types';
import { date, dateTime, fraction, qualityGrade, qualityWord } from '../format';
import { words } from '../i18n';
import { Icon } from '../ui/Icon';
import { Portrait } from './Portrait';

const say = words.people;

interface Props {
  picture: PersonPicture;
  onRemove: () => void;
  /** What else there is to say and do. */
  children?: ComponentChildren;
}

/** A picture of a person, with its quality and source. */
export function PictureCard({ picture, onRemove, children }: Props) {
  const percent = Math.round(picture.quality * 100);
  return (
    <li class="card">
      <div class="card-picture"><Portrait of={{ name: '?', picture: picture.picture }} /></div>
      <div class="card-words">
        <div class="quality" title={`${say.quality} ${fraction(picture.quality)}`}>
          <span class="quality-bar" role="meter" aria-label={say.quality} aria-valuemin={0} aria-valuemax={100} aria-valuenow={percent} data-word={qualityGrade(picture.quality)}>
            <span style={{ width: `${percent}%` }} />
          </span>
          <span>{qualityWord(picture.quality)}</span>
        </div>
        <div class="card-line">
          <span class="muted ellipsis" title={`${picture.source}, ${dateTime(picture.created)}`}>{picture.source || date(picture.created)}</span>
          <button class="icon-button" type="button" aria-label={say.removePicture(picture.source)} title={words.common.remove} onClick={onRemove}><Icon name="trash" size={17} /></button>
        </div>
        {children ?? (picture.restored && <p class="card-note muted">{say.isRestored}</p>)}
        {picture.forced && <p class="card-note muted">{say.isForced(say.forcedFor[picture.forced] ?? picture.forced)}</p>}
      </div>
    </li>
  );
}
