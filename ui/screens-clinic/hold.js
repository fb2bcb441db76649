// A proxy as some hospitals have it, in a thread of its own: an answer is handed on once it is whole, so that a stream of
// events never begins. It tells its port, and then how many streams it has held back.
import { createServer, request } from "node:http";
import { parentPort, workerData } from "node:worker_threads";

let held = 0;

const server = createServer((asked, answer) => {
  const { method, url: path, headers } = asked;
  const onward = request({ ...workerData, method, path, headers }, (found) => {
    if (/event-stream/.test(found.headers["content-type"] ?? "")) {
      held += 1;
      parentPort?.postMessage({ held });
      return void found.resume();
    }
    answer.writeHead(found.statusCode ?? 502, found.headers);
    found.pipe(answer);
  });
  onward.on("error", () => answer.destroy());
  answer.on("close", () => onward.destroy());
  asked.pipe(onward);
});
server.listen(0, "127.0.0.1", () => parentPort?.postMessage({ port: server.address()?.port }));
