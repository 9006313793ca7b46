// Makes the sample scenes and the sample people of scenes.json with ffmpeg, from what npm and Debian packages hold.
// Usage: node sample-videos/make.mjs [NAME…]     everything that is missing or older than its recipe, or the named scenes
//
// A scene is a street with cut-out people who walk through it in a straight line, one `step` of pixels a frame, so
// that who is where in which frame is arithmetic: source frame first + k is shown in scene frame enter + k, with its
// top left corner at (x + step · k, y).
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const recipe = join(here, "scenes.json");
const packages = join(here, "..", "node_modules");
const made = process.env.FACESTREAM_SAMPLES ?? join(here, "made");
const { width, height, fps, street, cutouts, scenes, people } = JSON.parse(readFileSync(recipe, "utf8"));
const newest = Math.max(statSync(recipe).mtimeMs, statSync(fileURLToPath(import.meta.url)).mtimeMs);

const wanted = process.argv.slice(2);
for (const scene of scenes) {
  if (wanted.length === 0 || wanted.includes(scene.name)) make(join(made, `${scene.name}.mp4`), (file) => film(scene, file));
}
for (const [name, pictures] of Object.entries(people)) {
  pictures.forEach((picture, i) => make(join(made, "people", name, `${i + 1}.jpg`), (file) => enrolment(picture, file)));
}

/** Runs `how` unless `file` is there and as new as the recipe; a broken run leaves nothing behind. */
function make(file, how) {
  if (existsSync(file) && statSync(file).mtimeMs >= newest) return;
  mkdirSync(dirname(file), { recursive: true });
  const part = file.replace(/(\.\w+)$/, ".part$1");
  how(part);
  renameSync(part, file);
  console.log(`  ${file.slice(made.length + 1)}`);
}

function film(scene, file) {
  const inputs = ["-stream_loop", "-1", "-i", background()];
  const filters = [`[0:v]fps=${fps},scale=${width}:${height},setsar=1,format=yuv420p[s0]`];
  const frames = scene.seconds * fps;
  scene.walks.forEach((walk, i) => {
    const cutout = cutouts[walk.cutout];
    const still = cutout.path.endsWith(".jpg");
    inputs.push(...(still ? ["-loop", "1", "-framerate", String(fps)] : []), "-i", join(packages, cutout.path));
    filters.push(...person(cutout, walk, frames, `${i + 1}:v`, `p${i}`));
    const at = `(n-${walk.enter})`;
    filters.push(`[s${i}][p${i}]overlay=x='${walk.x}+${walk.step}*${at}':y=${walk.y}:eof_action=pass[s${i + 1}]`);
  });
  ffmpeg([...inputs, "-filter_complex", filters.join(";"), "-map", `[s${scene.walks.length}]`,
    "-frames:v", String(frames), "-r", String(fps), "-c:v", "libx264", "-preset", "veryfast", "-crf", "21", "-g", String(fps),
    "-movflags", "+faststart", file]);
}

/** The filters that cut a person out of `input` and let source frame `first` fall on scene frame `enter`. */
function person({ crop: [x, y, w, h], scale, cut }, { first, enter, step }, frames, input, output) {
  const [tw, th] = [even(w * scale), even(h * scale)];
  const length = Math.min(frames - enter, Math.ceil((width + tw) / Math.abs(step)));
  const cropped = `[${input}]trim=start_frame=${first}:end_frame=${first + length},settb=1/${fps},setpts=N+${enter},` +
    `crop=${w}:${h}:${x}:${y},scale=${tw}:${th},setsar=1`;
  // Franck sits before a plain blue wall; the others get a soft oval, as if seen through a window.
  if (cut === "chromakey") return [`${cropped},chromakey=0x3079F4:0.16:0.05[${output}]`];
  const far = "hypot((X-W/2)/(W/2),(Y-H/2)/(H/2))";
  return [
    `color=black:size=${tw}x${th}:rate=${fps},trim=end_frame=1,format=gray,geq=lum='255*clip((1-${far})/0.08,0,1)',` +
      `loop=loop=${length - 1}:size=1,settb=1/${fps},setpts=N+${enter}[${output}mask]`,
    `${cropped},format=yuv420p[${output}cut]`,
    `[${output}cut][${output}mask]alphamerge[${output}]`,
  ];
}

function enrolment({ path, frame }, file) {
  const source = join(packages, path);
  if (frame === undefined) copyFileSync(source, file);
  else ffmpeg(["-i", source, "-vf", `select=eq(n\\,${frame})`, "-frames:v", "1", "-q:v", "2", file]);
}

/** The street scene's file: Debian says where its package put it. */
function background() {
  const name = street.package.replace("debian:", "");
  const listed = run("dpkg", ["-L", name]).split("\n").find((line) => line.endsWith(`/${street.path}`));
  if (!listed) throw new Error(`package ${name} holds no ${street.path}; install it again with: apt-get install --reinstall ${name}`);
  return listed;
}

function even(pixels) {
  return 2 * Math.round(pixels / 2);
}

function ffmpeg(args) {
  run("ffmpeg", ["-nostdin", "-v", "error", "-y", ...args]);
}

function run(program, args) {
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: "utf8", maxBuffer: 1 << 26 });
  if (status === 0) return stdout;
  console.error(`${program} failed: ${error?.message ?? stderr.trim()}`);
  process.exit(1);
}
