// The camera: opened after one click and afterwards by itself, its frames handed to the reader as they come, never two at a
// time. Nothing is kept of a frame.
import { decode } from "./decode";

/** Why there is no picture: this page came over an insecure way, no camera, not allowed, in use, or something else. */
export type Trouble = "insecure" | "none" | "denied" | "in-use" | "failed";

export class CameraError extends Error {
  constructor(readonly trouble: Trouble) {
    super(`no picture of a camera: ${trouble}`);
  }
}

/** What can be told before anybody is asked: `off` waits for the first click. */
export type Outlook = "allowed" | "off" | "insecure" | "none" | "denied";

/** Wide enough for a dense code at arm's length, small enough to be read many times a second. Every second frame is the middle
 * of the picture instead, as sharp as the camera has it, for a code that is held far away. */
const WIDEST = 960;
/** The longest pause between two frames, should a browser not tell of new ones. */
const PAUSE_MS = 100;

/** Whether the camera may start by itself. */
export async function outlook(): Promise<Outlook> {
  if (!isSecureContext || !("mediaDevices" in navigator)) return "insecure";
  if (!(await hasCamera())) return "none";
  const name = "camera" as PermissionName;
  // A browser that does not know the question asks the person at the click.
  const answer = await navigator.permissions.query({ name }).catch(() => null);
  if (answer?.state === "granted") return "allowed";
  return answer?.state === "denied" ? "denied" : "off";
}

async function hasCamera(): Promise<boolean> {
  const devices = await navigator.mediaDevices.enumerateDevices().catch(() => []);
  return devices.some(({ kind }) => kind === "videoinput");
}

/** Opens the camera; the one that looks away from the person, where there are two. */
export async function openCamera(): Promise<MediaStream> {
  if (!isSecureContext || !("mediaDevices" in navigator)) throw new CameraError("insecure");
  const wish = { audio: false, video: { facingMode: "environment", width: { ideal: 1280 } } };
  return navigator.mediaDevices.getUserMedia(wish).catch((error: unknown) => {
    throw new CameraError(troubleOf(error));
  });
}

export function closeCamera(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

const troubles: Record<string, Trouble> = {
  NotAllowedError: "denied",
  SecurityError: "denied",
  NotFoundError: "none",
  OverconstrainedError: "none",
  NotReadableError: "in-use",
  AbortError: "in-use",
};

/** The trouble behind what a browser throws. */
export function troubleOf(error: unknown): Trouble {
  return (error instanceof Error && troubles[error.name]) || "failed";
}

/** Looks for codes in what the video shows until `stop`; each found text is told, also the same one again. */
export async function look(
  video: HTMLVideoElement,
  stop: AbortSignal,
  found: (text: string) => void,
): Promise<void> {
  const canvas = document.createElement("canvas");
  for (let count = 0; !stop.aborted; count += 1) {
    const frame = take(video, canvas, count % 2 === 1);
    const text = frame && (await decode(frame));
    if (stop.aborted) return;
    if (text) found(text);
    await next(video);
  }
}

/** The frame that the camera shows now, or its middle; null before its first one. */
function take(video: HTMLVideoElement, canvas: HTMLCanvasElement, middle: boolean): ImageData | null {
  const { videoWidth: width, videoHeight: height } = video;
  if (width === 0) return null;
  const side = Math.min(width, height, WIDEST);
  const [across, down] = middle ? [side, side] : [width, height];
  canvas.width = Math.min(WIDEST, across);
  canvas.height = Math.round((down * canvas.width) / across);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  const [left, top] = [(width - across) / 2, (height - down) / 2];
  context?.drawImage(video, left, top, across, down, 0, 0, canvas.width, canvas.height);
  return context?.getImageData(0, 0, canvas.width, canvas.height) ?? null;
}

/** Waits for the camera's next frame. */
function next(video: HTMLVideoElement): Promise<void> {
  return new Promise((resolve) => {
    const late = setTimeout(resolve, PAUSE_MS);
    if (!("requestVideoFrameCallback" in video)) return;
    video.requestVideoFrameCallback(() => {
      clearTimeout(late);
      resolve();
    });
  });
}
