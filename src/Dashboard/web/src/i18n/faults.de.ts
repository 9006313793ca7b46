// German: what the server finds wrong with a configuration, or with a GPU, by its code. In English its own sentences are shown.
import type { FaultWords } from './faults';

/** A zone by its name, or by its number. */
const zone = ({ camera, zone, number }: Record<string, string>) => `Kamera „${camera}“, Zone ${zone ? `„${zone}“` : number}`;

/** What stands there instead. */
const but = ({ form, value }: Record<string, string>) => ({ list: 'da steht eine Liste', section: 'da steht ein Abschnitt', empty: 'da steht nichts' }[form!] ?? `da steht „${value}“`);

const address = (address: string | undefined, words: string) => `${address}: ${words}`;

/** Rules of the configuration. */
export const configurationFaults: FaultWords = {
  'no-file': () => 'Diese Datei gibt es nicht. README.md zeigt eine erste; facestream demo braucht keine.',
  'unreadable': ({ words }) => `Die Datei lässt sich nicht lesen. Genauer (englisch): ${words}`,
  'by-hand': ({ file }) => `${file} ist so geschrieben, dass nur ein Mensch diese Änderung machen sollte. Ändere es von Hand, und lass es neu lesen (systemctl reload facestream).`,
  'too-long': ({ length, limit }) => `Die Datei hat ${length} Zeichen; eine Konfiguration hat höchstens ${limit}.`,
  'tab': () => 'Ein Tabulator rückt diese Zeile ein; YAML will Leerzeichen.',
  'not-yaml': ({ words }) => `Das ist kein gültiges YAML: Sieh nach Einrückung, Doppelpunkten, Klammern und Anführungszeichen.${words ? ` Genauer (englisch): ${words}.` : ''}`,
  'second-document': () => 'Hier beginnt ein zweites Dokument; eine Konfiguration ist eines.',
  'too-deep': () => 'Das ist tiefer verschachtelt, als eine Konfiguration es je ist.',
  'tag': () => 'Tags (!) gibt es hier nicht; setze einen Text, der so beginnt, in Anführungszeichen.',
  'anchor': () => 'Anker (&) und Verweise (*) gibt es hier nicht; schreibe den Wert aus.',
  'bad-key': () => 'Ein Schlüssel ist ein einziges Wort.',
  'no-keys': () => 'Eine Konfiguration besteht aus Zeilen der Form „Schlüssel: Wert“.',
  'duplicate-key': ({ key, first }) => `„${key}“ steht hier zum zweiten Mal; das erste steht in ${first}.`,
  'unknown-key': ({ path, closest, known }) => `Den Schlüssel „${path}“ gibt es nicht. ${closest ? `Ist „${closest}“ gemeint?` : `Hier gibt es: ${known}.`}`,
  'missing': ({ path }) => `${path} fehlt.`,
  'not-text': of => `${of.path} ist ein Text; ${but(of)}.`,
  'not-boolean': of => `${of.path} ist true oder false; ${but(of)}.`,
  'not-whole-number': of => `${of.path} ist eine ganze Zahl; ${but(of)}.`,
  'not-number': of => `${of.path} ist eine Zahl, mit Punkt statt Komma; ${but(of)}.`,
  'not-time': of => `${of.path} ist eine Zeit wie 5s, 500ms oder 2m; ${but(of)}.`,
  'not-point': of => `${of.path} ist ein Punkt wie 0.25 0.5: wie weit nach rechts und wie weit nach unten im Bild; ${but(of)}.`,
  'not-choice': of => `${of.path} ist eines von ${of.choices}; ${but(of)}.`,
  'not-section': of => `${of.path} ist ein Abschnitt aus Zeilen der Form „Schlüssel: Wert“; ${but(of)}.`,
  'not-list': of => `${of.path} ist eine Liste, jeder Eintrag hinter einem „-“; ${but(of)}.`,
  'out-of-range': of => `${of.path} liegt zwischen ${of.least} und ${of.most}; ${but(of)}.`,
  'empty': ({ path }) => `${path} darf nicht leer sein.`,
  'camera-name': of => `Der Name hat 1 bis 64 Zeichen: Buchstaben von A bis Z, Ziffern, Punkte, Binde- und Unterstriche; am Anfang ein Buchstabe oder eine Ziffer (${of.path}: ${but(of)}).`,
  'zone-name': of => `${of.path} hat 1 bis 64 Zeichen, die man sieht; ${but(of)}.`,
  'variable-open': ({ path }) => `${path}: „\${“ beginnt den Namen einer Variablen, etwa \${CAMERA_PASSWORD}, und dieser endet nicht; für die beiden Zeichen selbst schreibe $\${.`,
  'variable-unset': ({ path, variable }) => `${path}: Die Umgebungsvariable ${variable} ist nicht gesetzt.`,
  'override-name': () => 'Ein Teil dieses Namens ist leer; schreibe FACESTREAM__ABSCHNITT__SCHLÜSSEL.',
  'override-index': ({ index, count }) => `„${index}“ ist keine Stelle in dieser Liste; sie hat ${count} Einträge, gezählt ab 0.`,
  'camera-name-taken': ({ name, first }) => `Es gibt schon eine Kamera „${name}“, in ${first}; der Name unterscheidet sie in Metriken und Adressen.`,
  'address-empty': () => 'Die Adresse ist leer: Gib den Pfad einer Datei an oder die Adresse einer Kamera, etwa rtsp://camera/stream.',
  'address-zero': () => 'Die Adresse enthält ein Nullzeichen.',
  'address-kind': ({ scheme }) => `„${scheme}:“ ist keine Art von Adresse, die FaceStream liest (rtsp, rtsps, http, https, oder der Pfad einer Datei; eine mit Doppelpunkt im Namen schreibe als ./name).`,
  'address-length': ({ length, limit }) => `Die Adresse hat ${length} Zeichen; mehr als ${limit} sind es nie.`,
  'address-space': of => address(of.address, 'Darin steht ein Leer- oder Steuerzeichen; ein Leerzeichen schreibt man %20.'),
  'address-slashes': of => address(of.address, 'Hinter dem Doppelpunkt fehlen zwei Schrägstriche, wie in rtsp://camera/stream.'),
  'address-host': of => address(of.address, 'Name oder Port der Kamera sind nicht zu verstehen; Zeichen wie / ? # @ : in einem Kennwort schreibt man %2F %3F %23 %40 %3A.'),
  'address-own': of => address(of.address, 'Adressen 169.254.x.x sind für die Dienste einer Maschine selbst, nicht für Video.'),
  'detect-source': () => 'detect_source ist für eine Kamera mit zwei Strömen im Netz (rtsp://, rtsps://, http:// oder https://); source muss der andere sein.',
  'zone-points': of => `${zone(of)}: Ein Umriss hat ${of.fewest} bis ${of.most} Punkte, und dieser hat ${of.count}.`,
  'zone-outside': of => `${zone(of)}: Der Punkt ${of.point} liegt außerhalb des Bildes, das von 0 0, oben links, bis 1 1, unten rechts, reicht.`,
  'zone-crossing': of => `${zone(of)}: Die Linie, die bei ${of.first} beginnt, kreuzt die, die bei ${of.second} beginnt; nenne die Ecken in ihrer Reihenfolge entlang des Umrisses.`,
  'zone-flat': of => `${zone(of)}: Der Umriss ${of.outline} schließt nichts ein.`,
  'zone-name-empty': of => `${zone(of)}: Ihr Name ist leer; gib ihr einen, oder lass ihn weg.`,
  'zone-name-taken': of => `${zone(of)}: So heißt schon eine andere Zone dieser Kamera.`,
  'embedder-unknown': ({ name, folder, known }) => `models.embedder ist „${name}“, und ein Embedder dieses Namens ist nicht in ${folder}. Es gibt: ${known}.`,
  'listen': ({ listen }) => `dashboard.listen ist eine Adresse mit Port, etwa 127.0.0.1:8080 oder [::1]:8080; da steht „${listen}“.`,
  'listen-open': ({ listen }) => `Andere Maschinen erreichen ${listen}, und niemand muss sich anmelden; FaceStream würde so nicht wieder starten. Lausche auf 127.0.0.1, hinter einem Proxy, der fragt, wer da ist, oder starte mit --insecure.`,
  'masked': () => 'Die *** stehen für das, was nicht gezeigt wird, und gehören hier zu einer anderen Kamera; gib Namen und Kennwort neu an, oder stelle die alte Adresse wieder her.',
};

/** Why the models do not run on a GPU. */
export const gpuFaults: FaultWords = {
  'no-library': ({ library }) => `Die Bibliothek ${library} von ONNX Runtime, die eine GPU braucht, ist nicht installiert. Führe aus: ./facestream setup --gpu`,
  'no-driver': ({ driver }) => `Der Treiber von NVIDIA ist nicht installiert (${driver} fehlt). Installiere ihn; nvidia-smi muss die GPU nennen.`,
  'other-driver': ({ driver }) => `${driver} ist nicht der Treiber von NVIDIA. Installiere ihn; nvidia-smi muss die GPU nennen.`,
  'no-gpu': ({ error }) => `Der Treiber von NVIDIA findet keine GPU (Fehler ${error}). nvidia-smi muss eine nennen.`,
  'no-such-gpu': ({ device, count }) => `Es gibt keine GPU ${device}; der Treiber hat ${count}, gezählt ab 0. Ändere inference.device.`,
  'not-built': ({ provider }) => `Dieses ONNX Runtime ist ohne ${provider} gebaut. Führe aus: ./facestream setup --gpu`,
  'no-cuda': ({ provider, words }) => `${provider} startet nicht: CUDA 13 oder cuDNN 9 fehlt. Installiere beide, und mache ihren Ordner bekannt (LD_LIBRARY_PATH oder ldconfig). Genauer (englisch): ${words}`,
  'does-not-start': ({ provider, words }) => `${provider} startet nicht; ist der Treiber neu genug für CUDA 13? Genauer (englisch): ${words}`,
  'wrong': ({ provider, found, expected }) => `${provider} rechnet falsch: ${found} statt ${expected}. Treiber, CUDA und cuDNN müssen zusammenpassen.`,
  'differs': ({ network, device, difference }) => `${network} rechnet auf ${device} anders als auf dem Prozessor (um bis zu ${difference}). Bring Treiber, CUDA und cuDNN auf den neuesten Stand, oder setze inference.provider auf cpu.`,
  'fails': ({ network, device, words }) => `${network} läuft auf dem Prozessor, aber nicht auf ${device}. Bring Treiber, CUDA und cuDNN auf den neuesten Stand, oder setze inference.provider auf cpu. Genauer (englisch): ${words}`,
};
