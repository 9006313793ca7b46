import type { Disk, Status } from '../api/types';
import { bytes, date } from '../format';
import { words } from '../i18n';

const say = words.status;

/** What is kept on disk, for how long, and how much room is left. */
export function Storage({ storage: { gallery, sightings } }: { storage: Status['storage'] }) {
  const { policy } = sightings;
  const disks = sameDisk(gallery.disk, sightings.disk) ? [{ disk: gallery.disk, of: null }] : [{ disk: gallery.disk, of: say.storagePeople }, { disk: sightings.disk, of: say.storageSeen }];
  return (
    <div class="storage">
      <dl class="storage-files">
        <div>
          <dt>{say.storagePeople}</dt>
          <dd>
            <strong>{bytes(gallery.bytes)}</strong>
            <span class="muted">{gallery.templates === null ? '–' : say.storedPeople(gallery.people, gallery.templates)}</span>
            <code class="muted">{gallery.path}</code>
          </dd>
        </div>
        <div>
          <dt>{say.storageSeen}</dt>
          <dd>
            <strong>{bytes(sightings.bytes)}</strong>
            <span class="muted">{sightings.sightings === null ? '–' : say.storedEvents(sightings.sightings, sightings.crops ?? 0)}{sightings.oldest && `, ${say.oldest(date(sightings.oldest))}`}</span>
            <span class="muted">{policy.keep ? say.keptFor(policy.knownDays, policy.unknownDays) : say.notKeptAtAll}</span>
            <code class="muted">{sightings.path}</code>
          </dd>
        </div>
      </dl>
      {disks.map(({ disk, of }) => disk && (
        <div key={of} class="disk" data-scarce={disk.scarce}>
          <meter min={0} max={disk.totalBytes} value={disk.totalBytes - disk.freeBytes} aria-label={of ?? say.disk} />
          <span><strong>{say.free(bytes(disk.freeBytes))}</strong> <span class="muted">{say.ofDisk(bytes(disk.totalBytes))}{of && ` (${of})`}</span></span>
        </div>
      ))}
    </div>
  );
}

/** The disks on which room is short, each once. */
export function scarceDisks({ gallery, sightings }: Status['storage']): Disk[] {
  const disks = sameDisk(gallery.disk, sightings.disk) ? [gallery.disk] : [gallery.disk, sightings.disk];
  return disks.filter(disk => disk !== null && disk.scarce) as Disk[];
}

// Looked at one after the other, so that what is free may differ by a little.
const sameDisk = (a: Disk | null, b: Disk | null) => a?.totalBytes === b?.totalBytes && Math.abs((a?.freeBytes ?? 0) - (b?.freeBytes ?? 0)) < 64 * 1024 * 1024;
