// Frames of a camera as 8-bit grey, row by row, for the core to look for a code in. Nothing is kept of a frame.

/** Wide enough for a dense code at arm's length, small enough to be read many times a second. */
const WIDEST = 960;

export type Frame = { grey: Uint8Array; width: number; height: number };

/** The camera that looks away from the person, where there are two. */
export function openCamera(): Promise<MediaStream> {
  return navigator.mediaDevices.getUserMedia({
    audio: false,
    video: { facingMode: "environment", width: { ideal: 1280 } },
  });
}

export function closeCamera(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

/** The picture that the camera shows now; nothing before its first one. */
export function takeFrame(video: HTMLVideoElement, canvas: HTMLCanvasElement): Frame | null {
  if (video.videoWidth === 0) return null;
  const width = Math.min(WIDEST, video.videoWidth);
  const height = Math.round((video.videoHeight * width) / video.videoWidth);
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) return null;
  context.drawImage(video, 0, 0, width, height);
  return { grey: toGrey(context.getImageData(0, 0, width, height).data), width, height };
}

/** Red, green, blue and opacity of each dot to its brightness, as the eye weighs them. */
export function toGrey(rgba: Uint8ClampedArray): Uint8Array {
  const grey = new Uint8Array(rgba.length / 4);
  for (let dot = 0; dot < grey.length; dot += 1) {
    const at = dot * 4;
    grey[dot] = ((rgba[at] ?? 0) * 77 + (rgba[at + 1] ?? 0) * 150 + (rgba[at + 2] ?? 0) * 29) >> 8;
  }
  return grey;
}
